import { receivesWords } from './table-refusal.ts'

/**
 * What prevents loading into a table, found before a message is received. Each is a failure, so that the check, a dry
 * run and the start of a run say the same. The details are names of the catalogue and numbers.
 */
export const tableFailureCodes = [
  'table-unfit',
  'table-needs-change',
  'table-narrow',
  'table-kind',
  'table-nowhere',
  'table-number-missing',
  'table-number-unfit',
  'table-column-unfed',
  'table-change-blocked',
  'table-change-denied',
  'table-busy',
  'table-rules',
  'table-policy-missing',
  'table-partition-missing',
  'table-numbers-short',
  'rows-swallowed',
  'numbers-behind',
  'rights-missing',
  'connections-short',
  'database-encoding',
  'database-read-only',
] as const

export type TableFailureCode = (typeof tableFailureCodes)[number]

/** A name that a shell takes as it is. */
const isPlain = (name: string | undefined): boolean => name !== undefined && /^[\w-]+$/.test(name)

type Details = Readonly<Record<string, string>>

/** The alternative if the columns are only too narrow. */
const orStay = ({ narrow }: Details): string =>
  narrow === undefined
    ? ''
    : ` Or have Sluice reject the messages that do not fit in ${narrow}, with the other button or --reject-misfits; they can be tried again later.`

export const tableFailureTexts: Readonly<
  Record<TableFailureCode, (d: Details) => readonly [sentence: string, advice: string]>
> = {
  'table-unfit': (d) => [
    `The table ${d.table} does not have the expected columns: ${d.problems}.`,
    'Rename it or correct its columns; Sluice changes nothing on its own.',
  ],
  'table-needs-change': (d) => [
    `The table ${d.table} holds rows and must be changed before anything is loaded: ${d.changes}.`,
    `Allow it with the button in the app, or with --widen-app-version on the command line.${orStay(d)}`,
  ],
  'table-narrow': (d) => [
    `Columns of the table ${d.table} hold less than their fields may be: ${d.problems}.`,
    `Have its owner ${d.statements ? `run ${d.statements};` : 'change that,'} or have Sluice reject the messages that do not fit, with the button in the app or --reject-misfits on the command line; they can be tried again later.`,
  ],
  'table-kind': (d) => [
    `${d.table} is ${d.kind}, into which nothing can be loaded.`,
    'Rename it, or set a search_path that finds a table first.',
  ],
  'table-nowhere': (d) =>
    d.schema
      ? [
          `There is no schema ${d.schema} to hold ${d.table}.`,
          'Create it, or name another schema in the definition of the event.',
        ]
      : [
          `There is no schema to hold ${d.table}: the search_path of the database user names none that exists.`,
          'Set a search_path for the user, for example: alter role … set search_path = public.',
        ],
  'table-number-missing': (d) => [
    `${d.table} has no column ${d.column}, and ${d.why}.`,
    d.statements
      ? `As its owner run ${d.statements}; then start again.`
      : 'Add the column, then start again.',
  ],
  'table-number-unfit': (d) => [
    `The column ${d.column} of ${d.table} cannot number the rows: ${d.why}.`,
    'Give it a type of smallint, integer or bigint and a sequence as its default.',
  ],
  'table-column-unfed': (d) => [
    `${d.table} demands a value that no message gives, in ${d.columns}: every row would be refused.`,
    'Give the column a default, or let it stay empty.',
  ],
  'table-change-blocked': (d) => [
    `${d.table} must be changed before anything is loaded (${d.changes}), and this keeps it from being changed: ${d.obstacles}.`,
    `Drop it, start Sluice once, and create it again.${orStay(d)}`,
  ],
  'table-change-denied': (d) => [
    `${d.table} must be changed before anything is loaded (${d.changes}), and only its owner ${d.owner} may do that.`,
    `Have the owner run ${d.statements}; then start again.${orStay(d)}`,
  ],
  'table-busy': (d) => [
    `${d.table} must be changed and is in use by others${d.holders ? `: ${d.holders}` : ''}.`,
    'Wait until they are done or end them, then start again.',
  ],
  'table-rules': (d) => [
    `${d.table} has a rule for inserts, ${d.rules}, so Sluice cannot tell what became of a row.`,
    'Replace the rule by a trigger.',
  ],
  'table-policy-missing': (d) => [
    `Row-level security of ${d.table} does not let the database user ${d.actions} any row.`,
    'Create policies for insert and select that include this user.',
  ],
  'table-partition-missing': (d) => [
    `${d.table} has no partition for ${d.day}: every row of that day would be refused.`,
    `Create a partition that holds ${d.day}, or a default partition.`,
  ],
  'table-numbers-short': (d) => [
    `The sequence ${d.sequence} has ${d.left} numbers left for ${d.column} of ${d.table}.`,
    `Make ${d.column} and its sequence bigint, or set the sequence to numbers that are free.`,
  ],
  'rows-swallowed': (d) => [
    `Rows that were written to ${d.table} are not there${d.interceptors ? `: ${d.interceptors} sends them elsewhere or drops them` : ''}.`,
    `Look at the triggers and rules of the table: each row must arrive once, under the number that it was given. Nothing was taken off the queue.${receivesWords(d)}`,
  ],
  'numbers-behind': (d) => [
    `The next number for a row of ${d.table} is one that the table has already, and it could not be raised.`,
    `${d.statement ? `Have the owner of the table run ${d.statement}; then start again.` : `Set the sequence of ${d.column} to the highest number in the table.`}${receivesWords(d)}`,
  ],
  'rights-missing': (d) => [
    `The database user ${d.role} lacks ${d.rights}.`,
    `Grant it; sluice doctor --grant ${isPlain(d.role) ? d.role : 'and the name'} prints everything that is needed.`,
  ],
  'connections-short': (d) => [
    `PostgreSQL at ${d.address} has room for ${d.free} more connections of this user; a run opens up to ${d.needed}.`,
    'Close some, or raise the limit of the server, the database or the user; with fewer a run is slow and may wait.',
  ],
  'database-encoding': (d) => [
    `The database ${d.database} is encoded in ${d.encoding}, which cannot hold every text; it must be UTF8.`,
    'Load into a database that was created with encoding UTF8.',
  ],
  'database-read-only': (d) => [
    `The database ${d.database} is read-only for this user: default_transaction_read_only is on.`,
    'Turn it off for the user or the database, or use another user.',
  ],
}

const aboutTheTable: ReadonlySet<string> = new Set([
  ...tableFailureCodes.filter((code) => /^(?:table|rows|numbers)-/.test(code)),
  // What only a run can find.
  'table-refuses',
  'refused-alone',
])

/** Whether the table's owner must change the table, and no message is at fault. */
export const isAboutTable = ({ code }: { readonly code: string }): boolean => aboutTheTable.has(code)
