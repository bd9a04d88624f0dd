import type { EventDefinition } from '../../contract/event-definition.ts'
import { failure, type Failure } from '../../contract/failure.ts'
import type { DatabaseNames } from './errors.ts'
import { eventObjections, nothingAccepted } from './event-objections.ts'
import type { DatabaseFacts } from './look.ts'
import { rowNumberOf } from './row-number.ts'
import {
  changeObjections,
  columnsThatMayStay,
  describeChanges,
  plannedChanges,
  type Allowed,
  type TableChange,
} from './table-changes.ts'
import { columnProblems, narrowProblems, unfedColumns } from './table-problems.ts'
import type { TableFacts, TableKind } from './table-facts.ts'

/** With fewer numbers left than this, a run would stop in the middle. */
const fewestNumbers = 10_000n

/**
 * Objections to loading, the most serious first. Without any, the table can take rows, as far as that is knowable
 * without inserting one.
 */
export const objectionsTo = (
  facts: DatabaseFacts,
  names: DatabaseNames,
  allowed: Allowed,
): readonly Failure[] => [
  ...serverObjections(facts, names),
  ...(facts.schema.kind === 'refused' ? [facts.schema.failure] : []),
  ...rightObjections(facts),
  ...eventObjections(facts.event, facts.change, allowed.accepted ?? nothingAccepted),
  ...(facts.table === null ? placeObjections(facts) : tableObjections(facts.table, facts, allowed)),
]

const serverObjections = ({ server }: DatabaseFacts, names: DatabaseNames): readonly Failure[] => {
  const { database, encoding } = server
  return [
    ...(encoding === 'UTF8' ? [] : [failure('database-encoding', { database, encoding })]),
    ...(server.isStandby ? [failure('database-standby', { ...names })] : []),
    ...(server.isReadOnly && !server.isStandby ? [failure('database-read-only', { database })] : []),
  ]
}

const rightObjections = (facts: DatabaseFacts): readonly Failure[] => {
  const rights = lackingRights(facts)
  return rights.length === 0
    ? []
    : [failure('rights-missing', { role: facts.server.role, rights: rights.join('; ') })]
}

/** Missing rights by name, in the order in which a run would need them. */
const lackingRights = ({ server, place, table, sluice, schema }: DatabaseFacts): readonly string[] => [
  ...(sluice.exists || server.mayCreateSchema ? [] : [`CREATE on the database ${server.database}`]),
  ...sluice.lacking,
  ...(schema.kind === 'old' && !sluice.mayChange
    ? ['ownership of the schema sluice, which is of an older version']
    : []),
  ...(place.schema === null || place.schema.mayUse ? [] : [`USAGE on the schema ${place.schema.name}`]),
  ...(table === null && place.schema?.mayCreate === false
    ? [`CREATE on the schema ${place.schema.name}`]
    : []),
  ...(table === null ? [] : tableRights(table)),
]

const tableRights = (table: TableFacts): readonly string[] => {
  const { select, insert } = table.rights
  const number = rowNumberOf(table)
  const missing = [...(select ? [] : ['SELECT']), ...(insert ? [] : ['INSERT'])]
  return [
    ...(missing.length === 0 ? [] : [`${missing.join(', ')} on ${table.name}`]),
    ...(number.kind === 'sequence' && !number.sequence.mayUse
      ? [`USAGE on the sequence ${number.sequence.name}`]
      : []),
  ]
}

const placeObjections = ({ place, event }: DatabaseFacts): readonly Failure[] =>
  place.schema === null ? [nowhere(event)] : []

/** There is no schema for the table. */
export const nowhere = ({ table: { name, schema } }: EventDefinition): Failure =>
  failure('table-nowhere', { table: name, ...(schema === null ? {} : { schema }) })

const kindWords: Readonly<Record<TableKind, string | null>> = {
  table: null,
  partitioned: null,
  view: null,
  'materialized-view': 'a materialized view',
  'foreign-table': 'a foreign table',
  other: 'no table',
}

const tableObjections = (
  table: TableFacts,
  { hasRows, server: { version } }: DatabaseFacts,
  allowed: Allowed,
): readonly Failure[] => {
  const shape = shapeObjections(table, { ...allowed, hasRows, version })
  return shape.some(({ code }) => code === 'table-kind') ? shape : [...shape, ...insertObjections(table)]
}

export interface Shape extends Allowed {
  readonly hasRows: boolean
  readonly version: number
}

/** What makes a table unusable altogether, or keeps Sluice from making it usable: its rows could not even be listed. */
export const shapeObjections = (table: TableFacts, shape: Shape): readonly Failure[] => {
  const { hasRows, mayAlter, rejectsMisfits = false, version } = shape
  const { name, event } = table
  const kind = kindWords[table.kind] ?? (table.takesInserts ? null : 'a view that takes no inserts')
  if (kind !== null) return [failure('table-kind', { table: name, kind })]
  const problems = columnProblems(table)
  const changes = plannedChanges(table, shape)
  const narrow = rejectsMisfits || problems.length > 0 ? null : narrowObjection(table)
  const blocked = changeObjections(table, changes, version)
  const mustAsk = changes.length > 0 && hasRows && !mayAlter && blocked.length === 0
  return [
    ...(problems.length === 0
      ? []
      : [failure('table-unfit', { table: event.table.name, problems: problems.join('; ') })]),
    ...blocked,
    ...(mustAsk ? [needsChange(table, changes)] : []),
    ...(narrow === null ? [] : [narrow]),
    ...numberObjections(table),
  ]
}

const narrowObjection = (table: TableFacts): Failure | null => {
  const { problems, statements } = narrowProblems(table)
  return problems.length === 0
    ? null
    : failure('table-narrow', {
        table: table.event.table.name,
        problems: problems.join('; '),
        ...(statements.length === 0 ? {} : { statements: statements.join('; ') }),
      })
}

/** The objection that the table has rows, so that a change needs consent. */
export const needsChange = ({ event }: TableFacts, changes: readonly TableChange[]): Failure => {
  const narrow = columnsThatMayStay(changes)
  return failure('table-needs-change', {
    ...{ table: event.table.name, changes: describeChanges(changes) },
    ...(narrow === null ? {} : { narrow }),
  })
}

/** Why its rows cannot be numbered; a column that is missing may be added. */
export const numberObjections = (table: TableFacts): readonly Failure[] => {
  const number = rowNumberOf(table)
  const names = { table: table.name, column: table.event.table.rowNumber }
  switch (number.kind) {
    case 'no-column':
      return []
    case 'type':
      return [failure('table-number-unfit', { ...names, why: `its type is ${number.type}` })]
    case 'source':
      return [
        failure('table-number-unfit', {
          ...names,
          why:
            number.text === null
              ? 'nothing gives it a value'
              : 'its default is not the next value of a sequence',
        }),
      ]
    case 'sequence':
      return []
  }
}

const shortObjections = (table: TableFacts): readonly Failure[] => {
  const number = rowNumberOf(table)
  if (number.kind !== 'sequence' || number.left === null || number.left >= fewestNumbers) return []
  const column = table.event.table.rowNumber
  const details = { table: table.name, column, sequence: number.sequence.name, left: String(number.left) }
  return [failure('table-numbers-short', details)]
}

const insertObjections = (table: TableFacts): readonly Failure[] => {
  const { name, rules, rowSecurity } = table
  const columns = unfedColumns(table)
  const denied = [
    ...(rowSecurity.mayInsert ? [] : ['insert']),
    ...(rowSecurity.maySelect ? [] : ['read']),
  ].join(' and ')
  const [today] = daysOf(table)
  return [
    ...(columns.length === 0
      ? []
      : [failure('table-column-unfed', { table: name, columns: columns.join(', ') })]),
    ...(rules.length === 0 ? [] : [failure('table-rules', { table: name, rules: rules.join(', ') })]),
    ...(rowSecurity.applies && denied !== ''
      ? [failure('table-policy-missing', { table: name, actions: denied })]
      : []),
    ...(today?.partition === 'missing'
      ? [failure('table-partition-missing', { table: name, day: today.day })]
      : []),
    ...shortObjections(table),
  ]
}

/** Of a view, those of the table beneath. */
export const daysOf = (table: TableFacts): TableFacts['days'] =>
  table.base === null ? table.days : daysOf(table.base.table)
