import type { EventDefinition } from '../../contract/event-definition.ts'
import { failure, FailureError, type Failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import { usualPatience, whileOthersWait } from './change-table.ts'
import type { Database, Query } from './database.ts'
import { locateTable } from './locate-table.ts'
import { holdsRows } from './look.ts'
import { lockOutOtherStarts } from './migrate.ts'
import { readTable } from './read-table.ts'
import {
  changesOf,
  changeStatement,
  createStatement,
  describeChange,
  plannedChanges,
  type Allowed,
  type TableChange,
} from './table-changes.ts'
import { nowhere, shapeObjections } from './table-objections.ts'
import { columnProblems } from './table-problems.ts'

export interface TableState {
  /** With its schema, quoted; null if there is no such table. */
  readonly name: string | null
  readonly hasRows: boolean
  /** What must be changed before anything can be loaded. */
  readonly changes: readonly TableChange[]
  /** Problems that Sluice does not mend: missing columns and columns of another type, in words. */
  readonly problems: readonly string[]
}

/** Looks at the table and changes nothing. Throws `PortError`. */
export const inspectTable = async (query: Query, event: EventDefinition): Promise<TableState> => {
  const { oid } = await locateTable(query, event.table)
  const table = oid === null ? null : await readTable(query, oid, event)
  if (table === null) return { name: null, hasRows: false, changes: [], problems: [] }
  return {
    name: table.name,
    hasRows: await holdsRows(query, table),
    changes: changesOf(table),
    problems: columnProblems(table),
  }
}

/**
 * Makes the table fit, as far as that is allowed, and returns sentences on what was done. A table that fits is only
 * read, which needs no rights. Throws `FailureError` with the first objection, or with `table-busy`, or `PortError`.
 */
export const fitTable = async (
  database: Database,
  event: EventDefinition,
  allowed: Allowed,
  patience = usualPatience,
): Promise<readonly string[]> => {
  const plan = await planFor(database.query, event, allowed)
  if (plan.kind === 'fit') return []
  // The table may have changed meanwhile: another start may have done everything.
  const change = async (query: Query): Promise<readonly string[]> => {
    await lockOutOtherStarts(query)
    return carryOut(query, event, await planFor(query, event, allowed))
  }
  return whileOthersWait(database, plan.table, change, patience)
}

type Plan =
  | { readonly kind: 'fit' }
  | { readonly kind: 'create'; readonly table: string }
  | { readonly kind: 'change'; readonly table: string; readonly changes: readonly TableChange[] }

const planFor = async (query: Query, event: EventDefinition, allowed: Allowed): Promise<Plan> => {
  const place = await locateTable(query, event.table)
  const table = place.oid === null ? null : await readTable(query, place.oid, event)
  if (table === null) {
    if (place.name === null) throw new FailureError(nowhere(event))
    return { kind: 'create', table: place.name }
  }
  const changes = plannedChanges(table, allowed)
  const hasRows = changes.length > 0 && (await holdsRows(query, table))
  const [objection] = shapeObjections(table, { ...allowed, hasRows, version: await versionOf(query) })
  if (objection !== undefined) throw new FailureError(objection)
  return changes.length === 0 ? { kind: 'fit' } : { kind: 'change', table: table.name, changes }
}

const versionOf = async (query: Query): Promise<number> => {
  const [server] = await query<{ version: number }>({
    text: `select current_setting('server_version_num')::integer as version`,
  })
  return server?.version ?? 0
}

const carryOut = async (query: Query, event: EventDefinition, plan: Plan): Promise<readonly string[]> => {
  const { name } = event.table
  switch (plan.kind) {
    case 'fit':
      return []
    case 'create':
      await query({ text: createStatement(event, plan.table) })
      return [`The table ${name} was missing and has been created.`]
    case 'change':
      for (const change of plan.changes) await alter(query, plan, change)
      return plan.changes.map((change) => `The table ${name} was changed: ${describeChange(change)}.`)
  }
}

const alter = async (
  query: Query,
  { table }: Extract<Plan, { kind: 'change' }>,
  change: TableChange,
): Promise<void> => {
  try {
    await query({ text: changeStatement(change, table) })
  } catch (error) {
    throw refusal(error, table, change)
  }
}

/** Only trying shows a check or an index whose expression needs the former type (class 42, or 0A). */
const refusal = (error: unknown, table: string, change: TableChange): unknown => {
  const code = error instanceof PortError ? (error.failure.details.code ?? '') : ''
  if (!/^(?:42|0A|22)/.test(code) || code === '42501') return error
  const obstacles = `PostgreSQL refuses it (${code}), as a check, an index or a default needs the former type`
  return new FailureError(blocked(table, change, obstacles))
}

const blocked = (table: string, change: TableChange, obstacles: string): Failure =>
  failure('table-change-blocked', { table, changes: describeChange(change), obstacles })
