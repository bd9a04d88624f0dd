import { columnsOf } from '../../src/contract/event-columns.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import type { EventRow } from '../../src/contract/rows.ts'

type Cells = Readonly<Record<string, string | null>>

/** A row of an event from its cells by the names of their columns; those that are not named are null. */
export const rowOf = (event: EventDefinition, id: string, cells: Cells): EventRow => {
  const names = columnsOf(event).map(({ name }) => name)
  const strange = Object.keys(cells).filter((name) => !names.includes(name))
  if (strange.length > 0) throw new Error(`No columns: ${strange.join(', ')}`)
  return { id, values: names.map((name) => (Object.hasOwn(cells, name) ? (cells[name] ?? null) : null)) }
}

/** The cells of a row by the names of their columns, in their order. */
export const cellsOf = (event: EventDefinition, { values }: EventRow): Cells =>
  Object.fromEntries(columnsOf(event).map(({ name }, at) => [name, values[at] ?? null]))
