import type { ReasonCode } from '../../src/contract/reason.ts'

/** The detail of one reason of each code that has one, as the engine gives it. */
export const reasonDetails: Partial<Readonly<Record<ReasonCode, string>>> = {
  'not-an-object': 'an array',
  'too-deep': '100',
  'wrong-type': 'a string',
  'too-long': '128',
  'out-of-range': 'years go from 0001 to 9999',
  'longer-than-column': 'locale, varchar(32)',
  'not-wrapped': 'an SNS notification',
  'inflates-too-far': '16 MiB',
  'refused-by-database': '23514, constraint positive',
  'dead-letter': 'login-dlq',
  'and-more': '12',
}
