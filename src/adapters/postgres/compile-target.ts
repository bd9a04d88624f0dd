import type { EventDefinition } from '../../contract/event-definition.ts'
import { quoteName } from '../../contract/quote-name.ts'
import type { ColumnLimits } from '../../pipeline/column-limit.ts'
import { filledTable } from './events.ts'
import type { LoadTarget } from './load-target.ts'
import { compileReading, type ReadTarget } from './read-target.ts'
import { rowNumberOf } from './row-number.ts'
import { quoteText } from './search-path.ts'
import type { TableFacts } from './table-facts.ts'
import { limitsOf } from './table-problems.ts'
import { compileColumns } from './target-column.ts'

/**
 * Everything that statements need of an event's table, made once from the definition and the catalogue. Null if its
 * rows cannot be numbered; the objections say why.
 */
export const compileTarget = (table: TableFacts): LoadTarget | null => {
  const number = rowNumberOf(table)
  if (number.kind !== 'sequence') return null
  const sequence = `${quoteText(number.sequence.name)}::pg_catalog.regclass`
  return {
    ...partsOf(table.event, table.name, table),
    nextNumber: `pg_catalog.nextval(${sequence})`,
    interceptors: interceptorsOf(table),
    // The highest number says nothing of a sequence that counts down.
    sequence: number.sequence.increment > 0n ? sequence : null,
  }
}

/** How rows are read from a table that may be unfit for loading. */
export const readTargetOf = (table: TableFacts): ReadTarget => partsOf(table.event, table.name, table).rows

/**
 * The same for a table, or a row number, that the first run will make.
 *
 * @param changed columns that it will change, and that then hold everything
 */
export const targetToBe = (
  event: EventDefinition,
  name: string | null,
  table: TableFacts | null,
  changed: ReadonlySet<string> = new Set(),
): LoadTarget => ({
  ...partsOf(event, name ?? '', table, changed),
  nextNumber: 'null::bigint',
  interceptors: [],
  sequence: null,
})

const partsOf = (
  event: EventDefinition,
  name: string,
  table: TableFacts | null,
  changed?: ReadonlySet<string>,
): Pick<LoadTarget, 'table' | 'columns' | 'rowNumber' | 'limits' | 'rows'> => {
  const columns = compileColumns(event, table?.columns ?? [])
  const rowNumber = { name: event.table.rowNumber, quoted: quoteName(event.table.rowNumber) }
  const filled = table === null ? null : filledTable(table)
  const rows = compileReading({ name, label: event.table.name, rowNumber: rowNumber.quoted, filled, columns })
  const limits: ColumnLimits = table === null ? new Map() : limitsOf(table, changed)
  return { table: name, columns, rowNumber, limits, rows }
}

/**
 * What may change or swallow a row, by name. A trigger after the insert may delete what was inserted, so it counts
 * like one before it.
 */
const interceptorsOf = ({ name, kind, rules, triggers, base }: TableFacts): readonly string[] => [
  ...triggers.map((trigger) => trigger.name),
  ...rules,
  ...(base === null ? [] : interceptorsOf(base.table)),
  ...(kind === 'view' ? [name] : []),
]
