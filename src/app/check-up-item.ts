import { describeFailure, type Failure } from '../contract/failure.ts'
import type { CheckUpItem } from '../contract/settings.ts'
import { toFailure } from './faults.ts'

/** What is checked, in the order of the report. */
const titles = {
  start: 'Start',
  queue: 'Queue',
  visibility: 'Visibility',
  fifo: 'Order',
  'dead-letters': 'Dead letters',
  'queue-rights': 'Queue rights',
  database: 'Database',
  password: 'Password',
  encoding: 'Encoding',
  writing: 'Writing',
  connections: 'Connections',
  'time-outs': 'Time-outs',
  schema: 'Schema',
  keys: 'Keys',
  event: 'Event',
  rights: 'Rights',
  table: 'Table',
  'row-number': 'Row number',
  partitions: 'Partitions',
  'row-security': 'Row security',
  constraints: 'Constraints',
  triggers: 'Triggers',
  contents: 'Contents',
} as const

export type CheckCode = keyof typeof titles

export const fine = (code: CheckCode, found: string): CheckUpItem => ({
  ...{ code, what: titles[code], state: 'fine', found, advice: null },
})

/** What cannot be known beforehand. */
export const unknown = (code: CheckCode, found: string): CheckUpItem => ({
  ...{ code, what: titles[code], state: 'unknown', found, advice: null },
})

/** What does not stop a run from starting, but may surprise later. */
export const worthKnowing = (code: CheckCode, found: string, advice: string): CheckUpItem => ({
  ...{ code, what: titles[code], state: 'unknown', found, advice },
})

export const notFine = (code: CheckCode, failure: Failure): CheckUpItem => {
  const { sentence, advice } = describeFailure(failure)
  return { code, what: titles[code], state: 'not-fine', found: sentence, advice }
}

/** From an error. */
export const checkUpFailure = (code: CheckCode, error: unknown): CheckUpItem =>
  notFine(code, toFailure(error))

/** What took too long. */
export const lateItem = (code: CheckCode, milliseconds: number): CheckUpItem => ({
  ...{
    code,
    what: titles[code],
    state: 'not-fine',
    found: `No answer within ${milliseconds / 1_000} seconds.`,
  },
  advice: 'Check the address and the port, and that no firewall keeps the packets.',
})
