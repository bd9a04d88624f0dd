import type { EventDefinition } from '../../contract/event-definition.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { compileTarget } from './compile-target.ts'
import type { Query } from './database.ts'
import type { DatabaseNames } from './errors.ts'
import type { LoadTarget } from './load-target.ts'
import { locateTable } from './locate-table.ts'
import { readTable } from './read-table.ts'
import { changesOf } from './table-changes.ts'
import { needsChange, numberObjections } from './table-objections.ts'

/**
 * Looks the table up in the catalogue. Throws `FailureError` if there is no table, or one without row numbers, and
 * `PortError`.
 */
export const findLoadTarget = async (
  query: Query,
  names: DatabaseNames,
  event: EventDefinition,
): Promise<LoadTarget> => {
  const { oid } = await locateTable(query, event.table)
  const table = oid === null ? null : await readTable(query, oid, event)
  if (table === null) throw new FailureError(tableMissing(event, names))
  const target = compileTarget(table)
  if (target !== null) return target
  const [objection] = numberObjections(table)
  throw new FailureError(objection ?? needsChange(table, changesOf(table)))
}

/** The failure that no table of this name is visible. */
export const tableMissing = ({ table }: EventDefinition, names: DatabaseNames) =>
  failure('table-missing', { ...names, table: table.name })
