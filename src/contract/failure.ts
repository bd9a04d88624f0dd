import { certificateFailureCodes, certificateFailureTexts } from './certificate-failures.ts'
import { databaseFailureCodes, databaseFailureTexts, passingDatabaseCodes } from './database-failures.ts'
import { embeddedFailureCodes, embeddedFailureTexts } from './embedded-failures.ts'
import { eventFailureCodes, eventFailureTexts } from './event-failures.ts'
import { code, type Details, type Texts } from './failure-words.ts'
import { fileFailureCodes, fileFailureTexts } from './file-failures.ts'
import { passingQueueCodes, queueFailureCodes, queueFailureTexts } from './queue-failures.ts'
import { repairFailureCodes, repairFailureTexts } from './repair-failures.ts'
import { rowFailureCodes, rowFailureTexts } from './row-failures.ts'
import { runFailureCodes, runFailureTexts } from './run-failures.ts'
import { tableFailureCodes, tableFailureTexts } from './table-failures.ts'
import { isolated, isolatedIn, visible, type Shown } from './visible.ts'

/**
 * Everything that can go wrong outside a message, as data. A failure names its cause and carries only what is safe to
 * show and to log: names, addresses, numbers and error codes; never a message body, a masked field's original or a
 * secret. The words are here, so that every front end says the same.
 */
export const failureCodes = [
  'settings-invalid',
  'settings-unreadable',
  'settings-broken',
  'settings-newer',
  'database-denied',
  'database-failed',
  'database-too-old',
  'database-not-named',
  ...certificateFailureCodes,
  ...databaseFailureCodes,
  ...queueFailureCodes,
  'schema-missing',
  'schema-old',
  'schema-newer',
  'table-missing',
  ...tableFailureCodes,
  ...eventFailureCodes,
  ...runFailureCodes,
  'key-mismatch',
  ...fileFailureCodes,
  ...embeddedFailureCodes,
  'engine-ended',
  'command-invalid',
  'run-active',
  'run-absent',
  'dry-run-unsafe',
  'operation-active',
  'export-active',
  'export-failed',
  'export-target-unfit',
  'export-value-unfit',
  'cancelled',
  'profile-in-use',
  'environment-decides',
  'not-ready',
  'not-found',
  ...rowFailureCodes,
  ...repairFailureCodes,
  'body-altered',
  'installation-altered',
  'sandbox-off',
  'screen-missing',
  'internal',
] as const

export type FailureCode = (typeof failureCodes)[number]

export interface Failure {
  readonly code: FailureCode
  /** Names, addresses and codes that fill the sentence. */
  readonly details: Details
}

export const failure = (code: FailureCode, details: Details = {}): Failure => ({
  code,
  details,
})

const passing: ReadonlySet<FailureCode> = new Set([...passingDatabaseCodes, ...passingQueueCodes])

/** Whether it can pass by itself: the other side is away, and nobody has to change anything. */
export const isPassing = ({ code }: Failure): boolean => passing.has(code)

/** Carries a `Failure` up the stack to the nearest boundary, which turns it into a `Result`. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(cause: Failure) {
    super(describeFailure(cause).sentence)
    this.name = 'FailureError'
    this.failure = cause
  }
}

export interface FailureText {
  /** What happened, in one sentence. */
  readonly sentence: string
  /** What to do about it, in one sentence. */
  readonly advice: string
}

const texts: Texts<FailureCode> = {
  ...certificateFailureTexts,
  ...databaseFailureTexts,
  ...queueFailureTexts,
  'settings-invalid': (d) => [
    d.problems ?? 'A setting is not valid.',
    'Correct the settings and start again.',
  ],
  'settings-unreadable': (d) => [
    `The settings in ${d.path} cannot be read${code(d)}.`,
    'Make the file readable; nothing is saved until then. Or give both the queue and the database on the command line.',
  ],
  'settings-broken': (d) => [
    `The settings in ${d.path} are broken.`,
    'Correct the file, or choose the connection again in Settings; or give both the queue and the database on the command line.',
  ],
  'settings-newer': (d) => [
    `The settings in ${d.path} were made by a newer Sluice.`,
    'Use that version, as this one leaves them as they are; or give both the queue and the database on the command line.',
  ],
  'database-denied': (d) => [
    `The database user may not do this${code(d)}.`,
    'Grant it the right to create the schema sluice and to read and write the table.',
  ],
  'database-failed': (d) => [
    `PostgreSQL answered with an error${code(d)}.`,
    'Try again; if it keeps happening, look at the server log.',
  ],
  'database-too-old': (d) => [
    `PostgreSQL at ${d.address} is version ${d.version}, and Sluice needs ${d.least} or newer.`,
    'Use a newer server, or another database.',
  ],
  'database-not-named': (d) => [
    `The queue ${d.queue} is your own, but no database is named to load it into.`,
    'Give --database-url or DATABASE_URL; or --database built-in to load into the built-in PostgreSQL.',
  ],
  'schema-missing': (d) => [
    `The database ${d.database} at ${d.address} has not been used by Sluice yet: it has no schema sluice.`,
    'Check that it is the right one; the first run makes the schema.',
  ],
  'schema-old': (d) => [
    `The schema sluice in the database ${d.database} at ${d.address} is of an older version.`,
    'A run of this version, or opening the app, brings it up to date; reading alone changes nothing.',
  ],
  'schema-newer': (d) => [
    `The schema sluice in the database ${d.database} at ${d.address} was changed by a newer Sluice (${d.migration}).`,
    'Use that version or a newer one; this one leaves the database as it is.',
  ],
  'table-missing': (d) => [
    `The database user does not find a table ${d.table} in ${d.database} at ${d.address}.`,
    'Check its rights and its search path; if the table is really missing, the next run makes it.',
  ],
  ...tableFailureTexts,
  ...eventFailureTexts,
  ...repairFailureTexts,
  ...runFailureTexts,
  'key-mismatch': (d) => [
    `The ${d.purpose} key is not the one this database was filled with.`,
    'Give the former key. With another one, equal values would no longer look equal.',
  ],
  ...fileFailureTexts,
  ...embeddedFailureTexts,
  'engine-ended': (d) => [
    `The part of Sluice that does the work has ended unexpectedly${code(d)}.`,
    'Connect again to restart it. Nothing is lost: messages that it held return to the queue by themselves.',
  ],
  'command-invalid': (d) => [
    `The request ${d.command} is not valid: ${d.problems}.`,
    'Correct it and try again.',
  ],
  'run-active': () => ['A run is already in progress.', 'Wait for it to end, or stop it.'],
  'dry-run-unsafe': () => [
    'A dry run would send the messages to the dead-letter queue: this queue moves a message there after a single receive.',
    'Raise maxReceiveCount in its redrive policy, or look at a copy of the queue.',
  ],
  'profile-in-use': () => ['This connection is in use.', 'Use another one first, then delete it.'],
  'environment-decides': () => [
    'The environment says which queue and which database are used.',
    'Start Sluice without SLUICE_QUEUE, AWS_ENDPOINT_URL_SQS and DATABASE_URL to choose here.',
  ],
  'run-absent': () => ['No run is in progress.', 'Start one with Run.'],
  'operation-active': () => [
    'Something with this name is already running.',
    'Wait for it to end, or cancel it.',
  ],
  'export-active': () => [
    'Another export is running; only one runs at a time.',
    'Wait for it to end, or cancel it.',
  ],
  'export-failed': (d) => [
    `The file ${d.name} could not be written${code(d)}.`,
    'Check that the disk has room and that the folder is writable; nothing was left behind.',
  ],
  'export-target-unfit': (d) => [
    `${d.name} is not a file that can be replaced.`,
    'Choose another name; a folder or a device stays what it is.',
  ],
  'export-value-unfit': (d) => [
    `The column ${d.name} has a value that is not ${d.what}, and Parquet has no place for it.`,
    'Export as CSV or JSON lines, which take any text.',
  ],
  cancelled: () => ['It was cancelled.', 'Start it again when you want it.'],
  'not-ready': () => [
    'Sluice is not connected yet.',
    'Wait a moment, or look at what it says about the connection.',
  ],
  'not-found': (d) => [`There is no ${d.what} ${d.id}.`, 'It may have been removed; refresh the list.'],
  ...rowFailureTexts,
  'body-altered': () => [
    'The body of this message has been changed in the database since it was stored, so it cannot be shown.',
    'Restore its row of sluice.rejected from a backup, or discard the message.',
  ],
  'installation-altered': (d) => [
    `A file of this installation is not the one that was shipped: ${d.file}.`,
    'Install Sluice again from where you got it; your data folder stays as it is.',
  ],
  'sandbox-off': () => [
    'Sluice was started with --no-sandbox, as an AppImage is if the system forbids the sandbox of its page.',
    'Install the deb or the rpm instead: it brings what the system asks for. Or allow user namespaces for this program.',
  ],
  'screen-missing': () => [
    'Sluice opens a window, and there is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set.',
    'Start it in a desktop session. Without one, `npm start` in a checkout of Sluice serves the same page to a browser.',
  ],
  internal: (d) => [
    `Something went wrong inside Sluice${code(d)}.`,
    'Try again; if it keeps happening, please report it.',
  ],
}

const moreObjections = (count: string): string =>
  count === '1'
    ? 'There is one more objection; sluice doctor names it.'
    : `There are ${count} more objections; sluice doctor names them.`

/** Details that are sentences or lists, with names in them. */
const sentences: ReadonlySet<string> = new Set([
  ...['problems', 'changes', 'obstacles', 'statements', 'holders', 'sources', 'why'],
])

/**
 * The words for a failure: what happened and what to do. Text from outside, such as a queue's name, has nothing
 * hidden in it.
 */
export const describeFailure = (cause: Failure, shown: Shown = visible): FailureText => {
  const entries = Object.entries(cause.details).map(([name, text]) => {
    const shownHere = shown === isolated && sentences.has(name) ? isolatedIn : shown
    // Several problems come one a line.
    const lines = name === 'problems' ? text.split('\n') : [text]
    return [name, lines.map(shownHere).join(' ')] as const
  })
  const details = Object.fromEntries(entries)
  const [sentence, advice] = texts[cause.code](details)
  const { others } = details
  return { sentence, advice: others ? `${advice} ${moreObjections(others)}` : advice }
}
