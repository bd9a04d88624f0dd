import { describeRefusedAlone, describeTableRefusal } from './table-refusal.ts'
import { describeTooManyRejected } from './too-many-rejected.ts'

/** Why a run ends although queue and database are there: the table or the messages are not as they should be. */
export const runFailureCodes = [
  'table-refuses',
  'refused-alone',
  'row-refused',
  'too-many-rejected',
  'origin-collision',
] as const

type RunFailureCode = (typeof runFailureCodes)[number]

type Details = Readonly<Record<string, string>>

export const runFailureTexts: Readonly<
  Record<RunFailureCode, (d: Details) => readonly [sentence: string, advice: string]>
> = {
  'table-refuses': describeTableRefusal,
  'refused-alone': describeRefusedAlone,
  'row-refused': ({ code }) => [
    `PostgreSQL refused a row${code === undefined ? '' : ` (${code})`}.`,
    'Look at what its table, column or constraint allows.',
  ],
  'too-many-rejected': describeTooManyRejected,
  'origin-collision': () => [
    'Two messages with different origin ids have the same key in the ledger.',
    'Nothing of their batch was settled. Send one of them again under another sluice-origin-id.',
  ],
}
