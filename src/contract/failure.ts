/**
 * Everything that can go wrong outside a message, as data. A failure names its cause and carries only what is safe to
 * show and to log: names, addresses, numbers and error codes; never a message body, a masked field's original or a
 * secret. Its words live here, so that every front door says the same.
 */
export const failureCodes = [
  'settings-invalid',
  'settings-unreadable',
  'settings-broken',
  'settings-newer',
  'queue-unreachable',
  'queue-missing',
  'queue-refused',
  'queue-protocol',
  'queue-busy',
  'queue-failed',
  'database-unreachable',
  'database-refused',
  'database-missing',
  'database-denied',
  'database-failed',
  'schema-missing',
  'schema-old',
  'table-missing',
  'table-unfit',
  'table-needs-change',
  'key-mismatch',
  'key-unusable',
  'data-folder-busy',
  'data-folder-unusable',
  'embedded-database-failed',
  'embedded-queue-failed',
  'command-invalid',
  'run-active',
  'run-absent',
  'dry-run-unsafe',
  'operation-active',
  'export-active',
  'export-failed',
  'export-target-unfit',
  'cancelled',
  'profile-in-use',
  'environment-decides',
  'not-ready',
  'not-found',
  'installation-altered',
  'internal',
] as const

export type FailureCode = (typeof failureCodes)[number]

export interface Failure {
  readonly code: FailureCode
  /** Names, addresses and codes that fill the sentence. */
  readonly details: Readonly<Record<string, string>>
}

export const failure = (code: FailureCode, details: Readonly<Record<string, string>> = {}): Failure => ({
  code,
  details,
})

/** Whether it may mend by itself: the other side is away, and nobody has to change anything for it to come back. */
export const isPassing = ({ code }: Failure): boolean =>
  code === 'queue-unreachable' || code === 'queue-busy' || code === 'database-unreachable'

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

type Details = Failure['details']

const texts: Record<FailureCode, (d: Details) => readonly [sentence: string, advice: string]> = {
  'settings-invalid': (d) => [
    d.problems ?? 'A setting is not valid.',
    'Correct the settings and start again.',
  ],
  'settings-unreadable': (d) => [
    `The settings in ${d.path} cannot be read${code(d)}.`,
    'Make it a file that you may read, as nothing is saved until then; or give both the queue and the database on the command line.',
  ],
  'settings-broken': (d) => [
    `The settings in ${d.path} are broken.`,
    'Mend the file, or choose the connection again in Settings; or give both the queue and the database on the command line.',
  ],
  'settings-newer': (d) => [
    `The settings in ${d.path} were made by a newer Sluice.`,
    'Use that version, as this one leaves them as they are; or give both the queue and the database on the command line.',
  ],
  'queue-unreachable': (d) => [
    `The queue service at ${d.endpoint} does not answer${code(d)}.`,
    'Check that it is running and that the endpoint and port are right.',
  ],
  'queue-missing': (d) => [
    `There is no queue named ${d.queue} at ${d.endpoint}.`,
    'Check the name, the region and the account, or create the queue.',
  ],
  'queue-refused': (d) => [
    `The queue service refused the credentials${code(d)}.`,
    'Check the AWS profile or access key, and that it may receive, delete and change visibility on this queue.',
  ],
  'queue-protocol': (d) => [
    `The service at ${d.endpoint} does not speak the protocol of current SQS clients.`,
    'Use an emulator of 2024 or later; the current pair in docker-compose.yml works.',
  ],
  'queue-busy': (d) => [
    `The queue service at ${d.endpoint} cannot answer at present${code(d)}.`,
    'It is overloaded or being restarted; wait a moment.',
  ],
  'queue-failed': (d) => [
    `The queue service answered with an error${code(d)}.`,
    'Try again; if it stays, look at the service.',
  ],
  'database-unreachable': (d) => [
    `PostgreSQL at ${d.address} does not answer${code(d)}.`,
    'Check that it is running and that host and port are right.',
  ],
  'database-refused': (d) => [
    `PostgreSQL at ${d.address} refused the user or the password${code(d)}.`,
    'Check the user and the password in the database URL.',
  ],
  'database-missing': (d) => [
    `PostgreSQL at ${d.address} has no database named ${d.database}.`,
    'Check the name at the end of the database URL, or create the database.',
  ],
  'database-denied': (d) => [
    `The database user may not do this${code(d)}.`,
    'Grant it the right to create the schema sluice and to read and write user_logins.',
  ],
  'database-failed': (d) => [
    `PostgreSQL answered with an error${code(d)}.`,
    'Try again; if it stays, look at the server log.',
  ],
  'schema-missing': (d) => [
    `The database ${d.database} at ${d.address} has not been used by Sluice yet: it has no schema sluice.`,
    'Check that it is the right one; the first run makes the schema.',
  ],
  'schema-old': (d) => [
    `The schema sluice in the database ${d.database} at ${d.address} is of an older version.`,
    'A run of this version, or opening the app, brings it up to date; reading alone changes nothing.',
  ],
  'table-missing': (d) => [
    `The database user finds no table user_logins in ${d.database} at ${d.address}.`,
    'Check its rights and its search path; where the table is really missing, the next run makes it.',
  ],
  'table-unfit': (d) => [
    `The table user_logins does not have the expected columns: ${d.problems}.`,
    'Rename it or correct its columns; Sluice changes nothing on its own.',
  ],
  'table-needs-change': (d) => [
    `The table user_logins holds rows and must be changed before anything is loaded: ${d.changes}.`,
    'Allow it with the button in the app, or with --widen-app-version on the command line.',
  ],
  'key-mismatch': (d) => [
    `The ${d.purpose} key is not the one this database was filled with.`,
    'Give the former key. With another one, equal values would no longer look equal.',
  ],
  'key-unusable': (d) => [
    `The ${d.purpose} key in ${d.path} cannot be used.`,
    'It must be base64 of exactly 32 bytes.',
  ],
  'data-folder-busy': (d) => [
    `Another Sluice is using the data folder ${d.path}${d.owner ? ` (process ${d.owner})` : ''}.`,
    'Close it first, or give this one a folder of its own with SLUICE_DATA_DIR.',
  ],
  'data-folder-unusable': (d) => [
    `The data folder ${d.path} cannot be used${code(d)}.`,
    'Give a folder that can be written, with SLUICE_DATA_DIR.',
  ],
  'embedded-database-failed': (d) => [
    `The built-in PostgreSQL did not start${code(d)}.`,
    `Its log is ${d.log ?? 'in the data folder'}; or point Sluice at another database with DATABASE_URL.`,
  ],
  'embedded-queue-failed': (d) => [
    `The built-in queue did not start${code(d)}.`,
    'Point Sluice at another queue with SLUICE_QUEUE and AWS_ENDPOINT_URL_SQS.',
  ],
  'command-invalid': (d) => [
    `The request ${d.command} is not valid: ${d.problems}.`,
    'Correct it and try again.',
  ],
  'run-active': () => ['A run is going on already.', 'Wait for it to end, or stop it.'],
  'dry-run-unsafe': () => [
    'A dry run would send the messages to the dead-letter queue: this queue gives a message up after a single receive.',
    'Raise maxReceiveCount in its redrive policy, or look at a copy of the queue.',
  ],
  'profile-in-use': () => ['This connection is in use.', 'Use another one first, then delete it.'],
  'environment-decides': () => [
    'The environment says which queue and which database are used.',
    'Start Sluice without SLUICE_QUEUE, AWS_ENDPOINT_URL_SQS and DATABASE_URL to choose here.',
  ],
  'run-absent': () => ['No run is going on.', 'Start one with Run.'],
  'operation-active': () => [
    'Something is going on already under this name.',
    'Wait for it to end, or cancel it.',
  ],
  'export-active': () => [
    'Another export is going on; there is one at a time.',
    'Wait for it to end, or cancel it.',
  ],
  'export-failed': (d) => [
    `The file ${d.name} could not be written${code(d)}.`,
    'Check that there is room on the disk and that you may write in the folder; nothing was left behind.',
  ],
  'export-target-unfit': (d) => [
    `${d.name} is not a file that can be replaced.`,
    'Choose another name; a folder or a device stays what it is.',
  ],
  cancelled: () => ['It was cancelled.', 'Start it again when you want it.'],
  'not-ready': () => [
    'Sluice is not connected yet.',
    'Wait a moment, or look at what it says about the connection.',
  ],
  'not-found': (d) => [`There is no ${d.what} ${d.id}.`, 'It may have been removed; refresh the list.'],
  'installation-altered': (d) => [
    `A file of this installation is not the one that was shipped: ${d.file}.`,
    'Install Sluice again from where you got it; your data folder stays as it is.',
  ],
  internal: (d) => [
    `Something went wrong inside Sluice${code(d)}.`,
    'Try again; if it stays, please report it.',
  ],
}

const code = (d: Details): string => (d.code ? ` (${d.code})` : '')

/** The words for a failure: what happened and what to do. */
export const describeFailure = (cause: Failure): FailureText => {
  const [sentence, advice] = texts[cause.code](cause.details)
  return { sentence, advice }
}
