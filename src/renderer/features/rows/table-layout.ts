import type { ColumnSizingState, ColumnVisibilityState } from '@tanstack/react-table'
import { useState } from 'react'
import { z } from 'zod'
import { isOwn, namesOf, pickColumns, type RowColumn } from './row-columns.ts'

/** How a person has arranged the columns: their widths in pixels, which are hidden, their order, and which are pinned. */
export interface TableLayout {
  readonly sizing: ColumnSizingState
  readonly visibility: ColumnVisibilityState
  /** All columns by name. */
  readonly order: readonly string[]
  /** These come first and stay when the others scroll sideways. */
  readonly pinned: readonly string[]
}

/** The default layout. */
export const usualLayout = (columns: readonly RowColumn[]): TableLayout => ({
  sizing: {},
  visibility: {},
  order: namesOf(columns),
  pinned: [],
})

const names = z.array(z.unknown()).catch([])
const byName = z.record(z.string(), z.unknown()).catch({})
const stored = z.object({ sizing: byName, visibility: byName, order: names, pinned: names })
const width = z.number().min(40).max(4_000)

/**
 * The part of a stored layout that fits these columns. It may come from another version of the event, or be edited by
 * hand: what fits is kept, and columns unknown to it come last.
 */
export const adaptLayout = (found: unknown, columns: readonly RowColumn[]): TableLayout => {
  const read = stored.safeParse(found)
  if (!read.success) return usualLayout(columns)
  const { sizing, visibility, order, pinned } = read.data
  const all = namesOf(columns)
  const pick = <T>(from: Readonly<Record<string, unknown>>, schema: z.ZodType<T>): Record<string, T> =>
    Object.fromEntries(
      all.flatMap((name) => {
        const value = schema.safeParse(Object.hasOwn(from, name) ? from[name] : undefined)
        return value.success ? [[name, value.data]] : []
      }),
    )
  const hidden = pick(visibility, z.boolean())
  const known = [...new Set(order)].filter((name) => typeof name === 'string' && all.includes(name))
  return {
    sizing: pick(sizing, width),
    // A table without columns would have no head to bring them back.
    visibility: columns.some((column) => isShown({ visibility: hidden }, column)) ? hidden : {},
    order: [...(known as readonly string[]), ...all.filter((name) => !known.includes(name))],
    pinned: all.filter((name) => pinned.includes(name)),
  }
}

const readStored = (key: string): unknown => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/**
 * The layout of this window, remembered between starts.
 *
 * @param event the event's name; each event has its own layout
 */
export const useTableLayout = (
  event: string,
  columns: readonly RowColumn[],
): readonly [TableLayout, (change: Partial<TableLayout>) => void] => {
  const key = `sluice-row-columns-${event}`
  const [layout, setLayout] = useState(() => adaptLayout(readStored(key), columns))
  const change = (part: Partial<TableLayout>) => {
    const next = { ...layout, ...part }
    localStorage.setItem(key, JSON.stringify(next))
    setLayout(next)
  }
  return [layout, change]
}

/** Whether a layout shows a column. */
export const isShown = (
  { visibility }: Pick<TableLayout, 'visibility'>,
  column: Pick<RowColumn, 'name' | 'at'>,
): boolean => (Object.hasOwn(visibility, column.name) ? visibility[column.name] !== false : isOwn(column))

/** The part of a layout that decides which columns are visible and where. */
export type ColumnOrder = Pick<TableLayout, 'order' | 'pinned' | 'visibility'>

/** The visible columns in drawing order: the pinned ones first. */
export const columnsInOrder = (layout: ColumnOrder, columns: readonly RowColumn[]): readonly RowColumn[] => {
  const { order, pinned } = layout
  const all = [
    ...order.filter((name) => pinned.includes(name)),
    ...order.filter((name) => !pinned.includes(name)),
  ]
  return pickColumns(columns, all).filter((column) => isShown(layout, column))
}

/** The order with one column moved a place to the left (-1) or right (1). */
export const moveColumn = (order: readonly string[], column: string, by: -1 | 1): readonly string[] => {
  const from = order.indexOf(column)
  const to = from + by
  return from < 0 || to < 0 || to >= order.length ? order : order.toSpliced(from, 1).toSpliced(to, 0, column)
}

/** A layout with a column moved to another one's place, as if dragged there; pinned only among pinned ones. */
export const dropColumn = (
  { order, pinned }: Pick<TableLayout, 'order' | 'pinned'>,
  column: string,
  onto: string,
): Pick<TableLayout, 'order' | 'pinned'> => {
  const [from, to] = [order.indexOf(column), order.indexOf(onto)]
  if (from < 0 || to < 0 || from === to) return { order, pinned }
  const among = pinned.includes(onto)
  const others = pinned.filter((name) => name !== column)
  const moved = order.toSpliced(from, 1).toSpliced(to, 0, column)
  return {
    order: moved,
    pinned: among ? moved.filter((name) => name === column || others.includes(name)) : others,
  }
}

/** The pinned columns with this one added or removed, in the order of the table. */
export const togglePin = (
  columns: readonly RowColumn[],
  pinned: readonly string[],
  column: string,
): readonly string[] => namesOf(columns).filter((name) => (name === column) !== pinned.includes(name))

/**
 * The width of each column in pixels. Until someone drags an edge, columns share the available width; then they keep
 * theirs.
 *
 * @param width the width available to all of them
 */
export const shareWidth = (
  layout: TableLayout,
  columns: readonly RowColumn[],
  width: number,
): ColumnSizingState => {
  const usual = Object.fromEntries(columns.map((column) => [column.name, column.width]))
  if (Object.keys(layout.sizing).length > 0) return { ...usual, ...layout.sizing }
  const shown = columnsInOrder(layout, columns)
  const asked = shown.reduce((sum, column) => sum + column.width, 0)
  const factor = Math.max(1, width / asked)
  const shares = shown.map((column) => [column.name, Math.floor(column.width * factor)] as const)
  const rest = Math.max(0, width - shares.reduce((sum, [, share]) => sum + share, 0))
  const last = shown.at(-1)?.name
  return {
    ...usual,
    ...Object.fromEntries(shares.map(([name, share]) => [name, share + (name === last ? rest : 0)])),
  }
}
