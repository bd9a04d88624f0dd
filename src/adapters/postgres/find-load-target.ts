import { failure, FailureError } from '../../contract/failure.ts'
import type { Query } from './database.ts'
import type { LoadTarget } from './load-target.ts'
import { locateTable } from './locate-table.ts'
import { readTable } from './read-table.ts'
import type { DatabaseNames } from './errors.ts'
import { rowNumberOf } from './row-number.ts'
import { quoteText } from './search-path.ts'
import { changeTexts } from './table-changes.ts'
import type { TableFacts } from './table-facts.ts'
import { numberObjections } from './table-objections.ts'

/** Null where the rows cannot be numbered; the objections say why. */
export const loadTargetOf = (table: TableFacts): LoadTarget | null => {
  const number = rowNumberOf(table)
  if (number.kind !== 'sequence') return null
  const sequence = `${quoteText(number.sequence.name)}::pg_catalog.regclass`
  return {
    table: table.name,
    nextNumber: `pg_catalog.nextval(${sequence})`,
    interceptors: interceptorsOf(table),
    // The highest number says nothing of a sequence that counts down.
    sequence: number.sequence.increment > 0n ? sequence : null,
  }
}

/**
 * What may change or swallow a row, by name. A trigger after the insert may delete what was inserted, so it counts as one that
 * comes before.
 */
const interceptorsOf = ({ name, kind, rules, triggers, base }: TableFacts): readonly string[] => [
  ...triggers.map((trigger) => trigger.name),
  ...rules,
  ...(base === null ? [] : interceptorsOf(base.table)),
  ...(kind === 'view' ? [name] : []),
]

/** Looks it up in the catalogue. Throws `FailureError` where there is no table, or none that numbers its rows, and `PortError`. */
export const findLoadTarget = async (query: Query, names: DatabaseNames): Promise<LoadTarget> => {
  const { oid } = await locateTable(query)
  const table = oid === null ? null : await readTable(query, oid)
  if (table === null) throw new FailureError(failure('table-missing', { ...names }))
  const target = loadTargetOf(table)
  if (target !== null) return target
  const [objection] = numberObjections(table)
  throw new FailureError(objection ?? failure('table-needs-change', { changes: changeTexts['add-login-id'] }))
}
