import { code, type Texts } from './failure-words.ts'

/** What is wrong with a definition, before a message is received. */
export const eventFailureCodes = [
  'event-changed',
  'event-change-refused',
  'event-unreadable',
  'event-file-missing',
  'event-file-unusable',
  'event-file-exists',
  'event-file-unwritten',
  'event-file-changed',
  'event-sample-none',
  'event-sample-gone',
  'event-schema-unusable',
] as const

export const eventFailureTexts: Texts<(typeof eventFailureCodes)[number]> = {
  'event-changed': (d) => [
    `The definition of ${d.event} has changed since ${d.table} was last filled: ${d.problems}.`,
    'Accept the changes in the app, or with --accept-changes on the command line; or go back to the previous definition.',
  ],
  'event-change-refused': (d) => [
    `The definition of ${d.event} no longer fits what ${d.table} holds: ${d.problems}.`,
    `Go back to the previous definition; or, if you mean it, type the name of each field in the app, or give ${confirming(d)} on the command line.`,
  ],
  'event-unreadable': (d) => [
    `The definition that ${d.table} was last filled by cannot be read: row ${d.id} of sluice.events was altered.`,
    'Restore that row from a backup.',
  ],
  'event-file-missing': (d) => [
    `The definition of the event is gone: there is no file ${d.path}.`,
    'Put it back, or choose it again in Settings.',
  ],
  'event-file-unusable': (d) => [
    `The definition of the event in ${d.path} cannot be used${code(d)}: ${d.problems}.`,
    'Correct the file, or choose another one in Settings.',
  ],
  'event-file-exists': (d) => [
    `There is a file ${d.path}, and it stays as it is.`,
    'Name another one with --out, or replace this one with --replace.',
  ],
  'event-file-unwritten': (d) => [
    `The definition could not be written to ${d.path}${code(d)}.`,
    'Name a file in a writable folder with --out.',
  ],
  'event-file-changed': (d) => [
    `The definition in ${d.path} was changed by somebody else meanwhile. It stays as it is, and none of your changes is lost.`,
    'Save what you have as another file, or open the definition again.',
  ],
  'event-sample-none': (d) => [
    `Of ${d.looked} messages of ${d.queue}, none could be read as an event${d.match ? ` with ${d.match}` : ''}.`,
    'Wait until some are there, or make the definition from a schema with --schema.',
  ],
  'event-sample-gone': () => [
    'The copy of the messages is gone: Sluice has connected again, another copy was taken, or nobody asked about it for half an hour.',
    'Look at the queue again; what you have chosen stays.',
  ],
  'event-schema-unusable': (d) => [
    `No event can be made from the schema in ${d.path}: ${d.problems}.`,
    'Give a JSON Schema of an object, or what a schema registry of EventBridge exports.',
  ],
}

const confirming = ({ fields = '', asked }: Readonly<Record<string, string>>): string =>
  [
    ...(asked ? ['--accept-changes'] : []),
    ...fields.split(' ').map((field) => `--confirm-field ${field}`),
  ].join(' ')

/** The differences between the definition in force and the one before, a line each, as a failure carries them. */
export const changeLines = ({ problems = '' }: Readonly<Record<string, string>>): readonly string[] =>
  problems.split(/;?\n/)
