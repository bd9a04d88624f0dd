import type { ColumnSizingState, ColumnVisibilityState } from '@tanstack/react-table'
import { useState } from 'react'
import { z } from 'zod'
import { loginColumns, type LoginColumn } from '../../../contract/rows.ts'

/** How a person has set the columns: widths in pixels, which are hidden, their order, and which stay in sight. */
export interface TableLayout {
  readonly sizing: ColumnSizingState
  readonly visibility: ColumnVisibilityState
  readonly order: readonly LoginColumn[]
  /** Stand first and do not move when the others are scrolled sideways. */
  readonly pinned: readonly LoginColumn[]
}

/** The width in pixels that each column asks for. */
export const columnWidths: Readonly<Record<LoginColumn, number>> = {
  user_id: 176,
  device_type: 116,
  masked_ip: 176,
  masked_device_id: 176,
  locale: 96,
  app_version: 132,
  create_date: 124,
}

export const usualLayout: TableLayout = { sizing: {}, visibility: {}, order: [...loginColumns], pinned: [] }

const stored = z.object({
  sizing: z.record(z.string(), z.number().min(40).max(4_000)),
  visibility: z.record(z.string(), z.boolean()),
  order: z
    .array(z.enum(loginColumns))
    .refine((order) => new Set(order).size === loginColumns.length, 'every column once'),
  pinned: z.array(z.enum(loginColumns)).default([]),
})

const key = 'sluice-row-columns'

/** What was stored may be from another version, or somebody's own. */
const remembered = (): TableLayout => {
  try {
    const read = stored.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'))
    return read.success ? read.data : usualLayout
  } catch {
    return usualLayout
  }
}

/** The layout of this window, remembered from one start to the next. */
export const useTableLayout = (): readonly [TableLayout, (change: Partial<TableLayout>) => void] => {
  const [layout, setLayout] = useState(remembered)
  const change = (part: Partial<TableLayout>) => {
    const next = { ...layout, ...part }
    localStorage.setItem(key, JSON.stringify(next))
    setLayout(next)
  }
  return [layout, change]
}

/** The columns that are on show, in the order in which they stand: the pinned ones first. */
export const columnsInOrder = ({ order, visibility, pinned }: TableLayout): readonly LoginColumn[] =>
  [...pinned, ...order.filter((column) => !pinned.includes(column))].filter(
    (column) => visibility[column] !== false,
  )

/** The order with one column a place further to the left (-1) or to the right (1). */
export const moveColumn = (
  order: readonly LoginColumn[],
  column: LoginColumn,
  by: -1 | 1,
): readonly LoginColumn[] => {
  const from = order.indexOf(column)
  const to = from + by
  return from < 0 || to < 0 || to >= order.length ? order : order.toSpliced(from, 1).toSpliced(to, 0, column)
}

/** The pinned columns with one more, or one less. */
export const togglePin = (pinned: readonly LoginColumn[], column: LoginColumn): readonly LoginColumn[] =>
  loginColumns.filter((name) => (name === column) !== pinned.includes(name))

/**
 * The width of each column in pixels. Until somebody drags an edge, columns share the width there is; then they keep
 * what they have.
 *
 * @param width what there is for all of them
 */
export const shareWidth = (layout: TableLayout, width: number): ColumnSizingState => {
  if (Object.keys(layout.sizing).length > 0) return { ...columnWidths, ...layout.sizing }
  const shown = columnsInOrder(layout)
  const asked = shown.reduce((sum, column) => sum + columnWidths[column], 0)
  const factor = Math.max(1, width / asked)
  const shares = shown.map((column) => [column, Math.floor(columnWidths[column] * factor)] as const)
  const rest = width - shares.reduce((sum, [, share]) => sum + share, 0)
  const last = shown.at(-1)
  return {
    ...columnWidths,
    ...Object.fromEntries(
      shares.map(([column, share]) => [column, share + (column === last ? Math.max(0, rest) : 0)]),
    ),
  }
}
