import type { EventDefinition } from '../../../contract/event-definition.ts'
import { columnsOf, type ColumnContent, type EventColumn } from '../../../contract/event-columns.ts'
import type { ComparedAs, FilterHow } from '../../../contract/filter-how.ts'
import type { JsonCellKind } from '../../../contract/json-cells.ts'
import type { EventRow } from '../../../contract/rows.ts'
import { visible } from '../../../contract/visible.ts'

/** How cells are drawn: an id is shortened in the middle, where ids differ least, and numbers are right-aligned. */
export type Look = 'id' | 'number' | 'text'

/** A column as the table shows it. */
export interface RowColumn {
  readonly name: string
  /** The name as people see it. */
  readonly title: string
  /** Where its values are in a row: an index into the row's values, or one of the values beside them. */
  readonly at: number | 'row-number' | 'loaded-at'
  readonly look: Look
  /** The kind of its values when copied as JSON. */
  readonly json: JsonCellKind
  /** The preferred width, in pixels. */
  readonly width: number
  /** The type that filters compare its values as. */
  readonly comparedAs: ComparedAs
  /** The filters it supports; the first is the default. Empty if it cannot be filtered. */
  readonly filters: readonly FilterHow[]
  readonly mayBeSorted: boolean
  /** Whether its values are times, which are shown in the zone that a person chose. */
  readonly isMoment: boolean
  /** Whether the summary counts its values. */
  readonly isSummed: boolean
}

interface Drawn {
  readonly look: Look
  readonly width: number
}

/** How each kind of column is drawn; the others are drawn as text as long as their field allows. */
const drawn: Readonly<Partial<Record<ColumnContent, Drawn>>> = {
  mask: { look: 'id', width: 176 },
  uuid: { look: 'id', width: 176 },
  version: { look: 'text', width: 132 },
  day: { look: 'text', width: 124 },
  date: { look: 'text', width: 124 },
  boolean: { look: 'text', width: 96 },
  integer: { look: 'number', width: 116 },
  decimal: { look: 'number', width: 116 },
  timestamp: { look: 'text', width: 208 },
}

/** The longest text that is one word of a few, and the longest that is an id rather than text to read. */
const [longestWord, longestId] = [32, 128]

const drawnAs = ({ content, field }: EventColumn): Drawn => {
  const length = field?.maxLength ?? Infinity
  return (
    drawn[content] ??
    (length <= longestWord
      ? { look: 'text', width: 96 }
      : { look: length <= longestId ? 'id' : 'text', width: 176 })
  )
}

/** The width of a letter of a name in the column head, and of what is beside the name, in pixels; a long name is cut. */
const [letterWidth, headRoom, widestHead] = [7, 39, 260]

/** The columns of an event's table, in order. */
export const rowColumnsOf = (event: EventDefinition): readonly RowColumn[] =>
  columnsOf(event).map((column, at) => {
    const { look, width } = drawnAs(column)
    const title = visible(column.name)
    const head = Math.min(widestHead, headRoom + letterWidth * title.length)
    const { name, content, filters, comparedAs } = column
    const json = content === 'boolean' || content === 'json' ? content : 'text'
    // A bar of the summary filters by its value.
    const isSummed = column.isSummed && filters.includes('is')
    return {
      ...{ name, title, at, look, json, width: Math.max(width, head), comparedAs, filters, isSummed },
      mayBeSorted: true,
      isMoment: comparedAs === 'moment',
    }
  })

/** The columns of a table beside those of its event, shown only on request. */
const besideOf = (
  { table }: EventDefinition,
  own: readonly RowColumn[],
): readonly [number: RowColumn, loaded: RowColumn] => {
  // An event's column can have any name, so these have names that none of them can have.
  const free = (name: string): string =>
    own.some((column) => column.name === name) ? free(`${name} `) : name
  const common = { comparedAs: 'text', filters: [], isSummed: false, json: 'text' } as const
  return [
    {
      ...common,
      ...{ name: free(table.rowNumber), title: visible(table.rowNumber), at: 'row-number' },
      ...{ look: 'number', width: 116, mayBeSorted: true, isMoment: false },
    },
    {
      ...common,
      ...{ name: free('loaded_at'), title: 'Loaded at', at: 'loaded-at' },
      ...{ look: 'text', width: 224, mayBeSorted: false, isMoment: true },
    },
  ]
}

/** Everything that a table can show: the row's number, the event's columns, and when each row was loaded. */
export const allColumnsOf = (event: EventDefinition): readonly RowColumn[] => {
  const own = rowColumnsOf(event)
  const [number, loaded] = besideOf(event, own)
  return [number, ...own, loaded]
}

export const isRowNumber = ({ at }: Pick<RowColumn, 'at'>): boolean => at === 'row-number'

export const isLoadedAt = ({ at }: Pick<RowColumn, 'at'>): boolean => at === 'loaded-at'

/** Whether it is one of the event's columns, which every row has and which are shown unless someone hides them. */
export const isOwn = ({ at }: Pick<RowColumn, 'at'>): boolean => typeof at === 'number'

/** The text of a row in a column; null for none. */
export const valueIn = (row: EventRow, { at }: Pick<RowColumn, 'at'>): string | null => {
  if (at === 'row-number') return row.id
  if (at === 'loaded-at') return row.loadedAt ?? null
  return row.values[at] ?? null
}

export const namesOf = (columns: readonly RowColumn[]): readonly string[] => columns.map(({ name }) => name)

/** The columns with these names, in the order of the names. */
export const pickColumns = (columns: readonly RowColumn[], names: readonly string[]): readonly RowColumn[] =>
  names.flatMap((name) => columns.find((column) => column.name === name) ?? [])
