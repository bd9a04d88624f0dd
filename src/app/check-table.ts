import type { DatabaseFacts } from '../adapters/postgres/look.ts'
import { rowNumberOf } from '../adapters/postgres/row-number.ts'
import { describeChanges, plannedChanges, type Allowed } from '../adapters/postgres/table-changes.ts'
import type { TableFacts } from '../adapters/postgres/table-facts.ts'
import { daysOf } from '../adapters/postgres/table-objections.ts'
import { limitsOf } from '../adapters/postgres/table-problems.ts'
import type { CheckUpItem } from '../contract/settings.ts'
import { fine, unknown } from './check-up-item.ts'
import { limitSentences } from './limit-words.ts'

/** What is right about the table, and what only an insert can show. */
export const tableItems = (
  { event, table, place, hasRows }: DatabaseFacts,
  allowed: Allowed,
): readonly CheckUpItem[] => {
  if (table === null) {
    const schema = place.schema === null ? '' : ` in the schema ${place.schema.name}`
    return [fine('table', `${event.table.name} is missing and will be created${schema} at the first run.`)]
  }
  return [
    fitItem(table, hasRows, allowed),
    ...limitItems(table, allowed),
    ...numberItems(table),
    ...dayItems(table),
    ...securityItems(table),
    ...constraintItems(table),
    ...triggerItems(table),
  ]
}

const fitItem = (table: TableFacts, hasRows: boolean, allowed: Allowed): CheckUpItem => {
  const { name } = table.event.table
  const changes = describeChanges(plannedChanges(table, allowed))
  if (changes === '') return fine('table', `${name} is fit.`)
  return fine(
    'table',
    hasRows
      ? `${name} holds rows and will be changed at the next run, as is allowed: ${changes}.`
      : `${name} is empty and will be changed at the first run: ${changes}.`,
  )
}

const limitItems = (table: TableFacts, allowed: Allowed): readonly CheckUpItem[] => {
  const changed = new Set(plannedChanges(table, allowed).map(({ column }) => column))
  return limitSentences(limitsOf(table, changed)).map((sentence) => fine('table', sentence))
}

const numberItems = (table: TableFacts): readonly CheckUpItem[] => {
  const number = rowNumberOf(table)
  if (number.kind !== 'sequence') return []
  const { name } = number.sequence
  return number.left === null
    ? [unknown('row-number', `How many numbers ${name} has left shows only to who may read it.`)]
    : [fine('row-number', `${name} has ${number.left} numbers left.`)]
}

const dayItems = (table: TableFacts): readonly CheckUpItem[] => {
  const [today, before] = daysOf(table)
  if (today === undefined) return []
  if (today.partition === 'unknown')
    return [
      unknown(
        'partitions',
        'Which partition a row goes to depends on more than its day; whether there is one shows when it is inserted.',
      ),
    ]
  return [
    fine('partitions', `There is a partition for ${today.day}.`),
    ...(before?.partition === 'missing'
      ? [
          unknown(
            'partitions',
            `There is none for ${before.day}; whether messages of that day still wait shows when they are received.`,
          ),
        ]
      : []),
  ]
}

const securityItems = ({ rowSecurity }: TableFacts): readonly CheckUpItem[] =>
  rowSecurity.applies
    ? [unknown('row-security', 'Whether the policies let every row pass shows when it is inserted.')]
    : []

const constraintItems = ({ constraints }: TableFacts): readonly CheckUpItem[] =>
  constraints.length === 0
    ? []
    : [unknown('constraints', `Whether every row meets ${constraints.join(', ')} shows when it is inserted.`)]

const triggerItems = (table: TableFacts): readonly CheckUpItem[] => {
  const names = triggersOf(table)
  return names.length === 0
    ? []
    : [
        unknown(
          'triggers',
          `What ${names.join(', ')} makes of a row shows when one is inserted; each commit counts what arrived.`,
        ),
      ]
}

const triggersOf = ({ triggers, base }: TableFacts): readonly string[] => [
  ...triggers.map(({ name }) => name),
  ...(base === null ? [] : triggersOf(base.table)),
]
