import type { FieldType } from '../field-type.ts'

const fault = { code: 'not-a-boolean', detail: null } as const

const isBoolean = (text: string): boolean => text === 'true' || text === 'false'

/** Yes or no. It cannot be masked: two masks are told apart at a glance. */
export const booleanType = {
  name: 'boolean',
  label: 'True or false',
  code: 'not-a-boolean',
  fault: 'is neither true nor false',
  faultName: 'Neither true nor false',
  natural: () => ['boolean'],
  possible: ['boolean', 'string'],
  read: (text) => (isBoolean(text) ? text : fault),
  canonical: null,
  sqlType: () => 'boolean',
  sortedBy: 'value',
  filters: ['is', 'empty'],
  widest: 5,
  sample: ({ pick }) => pick(['true', 'false']),
  mayBeShown: isBoolean,
} as const satisfies FieldType
