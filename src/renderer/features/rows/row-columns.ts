import type { EventDefinition } from '../../../contract/event-definition.ts'
import { columnsOf, type ColumnContent, type EventColumn } from '../../../contract/event-columns.ts'
import type { ComparedAs, FilterHow } from '../../../contract/filter-how.ts'
import type { JsonCellKind } from '../../../contract/json-cells.ts'
import type { EventRow } from '../../../contract/rows.ts'
import { visible } from '../../../contract/visible.ts'

/** How cells are drawn: an id is shortened in the middle, where ids differ least, and numbers end in one line. */
export type Look = 'id' | 'number' | 'text'

/** A column as the table shows it. */
export interface RowColumn {
  readonly name: string
  /** The name as people see it. */
  readonly title: string
  /** Where its values are in a row; what is not among a row's own values stands beside them. */
  readonly at: number | 'row-number' | 'loaded-at'
  readonly look: Look
  /** What its values are where they are copied as JSON. */
  readonly json: JsonCellKind
  /** What it asks for, in pixels. */
  readonly width: number
  /** What filters compare its values as. */
  readonly comparedAs: ComparedAs
  /** How it can be filtered, if it can; the first is what it begins with. */
  readonly filters: readonly FilterHow[]
  readonly mayBeSorted: boolean
  /** Whether its values are moments, which are shown in the zone that a person chose. */
  readonly isMoment: boolean
  /** Whether its values are counted. */
  readonly isSummed: boolean
}

interface Drawn {
  readonly look: Look
  readonly width: number
}

/** How what is in a column is drawn; what is not here is drawn as a text as long as its field allows. */
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

/** The longest text that is a word out of a few, and the longest that is rather an id than something to read. */
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

/** What a name takes in the head of a column, and what is beside it there, in pixels; a long one is cut. */
const [letterWidth, headRoom, widestHead] = [7, 39, 260]

/** The columns of an event's table in its order. */
export const rowColumnsOf = (event: EventDefinition): readonly RowColumn[] =>
  columnsOf(event).map((column, at) => {
    const { look, width } = drawnAs(column)
    const title = visible(column.name)
    const head = Math.min(widestHead, headRoom + letterWidth * title.length)
    const { name, content, filters, comparedAs } = column
    const json = content === 'boolean' || content === 'json' ? content : 'text'
    // A bar is a filter by its value.
    const isSummed = column.isSummed && filters.includes('is')
    return {
      ...{ name, title, at, look, json, width: Math.max(width, head), comparedAs, filters, isSummed },
      mayBeSorted: true,
      isMoment: comparedAs === 'moment',
    }
  })

/** What a table has beside the columns of its event: shown only where a person asks for it. */
const besideOf = (
  { table }: EventDefinition,
  own: readonly RowColumn[],
): readonly [number: RowColumn, loaded: RowColumn] => {
  // A column may be called anything, so these are called what none of them is.
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

/** All that a table can show: the row's number, the columns of the event, and when each row was loaded. */
export const allColumnsOf = (event: EventDefinition): readonly RowColumn[] => {
  const own = rowColumnsOf(event)
  const [number, loaded] = besideOf(event, own)
  return [number, ...own, loaded]
}

export const isRowNumber = ({ at }: Pick<RowColumn, 'at'>): boolean => at === 'row-number'

export const isLoadedAt = ({ at }: Pick<RowColumn, 'at'>): boolean => at === 'loaded-at'

/** Whether it is a column of the event, which every row has and which is shown unless somebody hides it. */
export const isOwn = ({ at }: Pick<RowColumn, 'at'>): boolean => typeof at === 'number'

export const valueIn = (row: EventRow, { at }: Pick<RowColumn, 'at'>): string | null => {
  if (at === 'row-number') return row.id
  if (at === 'loaded-at') return row.loadedAt ?? null
  return row.values[at] ?? null
}

export const namesOf = (columns: readonly RowColumn[]): readonly string[] => columns.map(({ name }) => name)

/** The columns of these names, in the order of the names. */
export const pickColumns = (columns: readonly RowColumn[], names: readonly string[]): readonly RowColumn[] =>
  names.flatMap((name) => columns.find((column) => column.name === name) ?? [])
