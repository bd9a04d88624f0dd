/** The fields of a well-formed login event. All names and addresses are made up. */
export const loginFieldsOfExample = {
  user_id: 'c37f0a14-6e4d-4a3b-9f7b-6d2c5a10e8b3',
  app_version: '2.3.0',
  device_type: 'android',
  ip: '203.0.113.77',
  locale: 'DE',
  device_id: '593-47-5928',
} as const

type Overrides = Readonly<Record<string, unknown>>

/** The body of a well-formed login event, with some fields changed or added; `undefined` leaves one out. */
export const loginBody = (overrides: Overrides = {}): string =>
  JSON.stringify({ ...loginFieldsOfExample, ...overrides })
