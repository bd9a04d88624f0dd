import type { ColumnOrderState, ColumnSizingState, ColumnVisibilityState } from '@tanstack/react-table'
import { useState } from 'react'
import { z } from 'zod'
import { loginColumns } from '../../../contract/rows.ts'

/** How a person has set the columns: widths in pixels, which are hidden, and their order. */
export interface TableLayout {
  readonly sizing: ColumnSizingState
  readonly visibility: ColumnVisibilityState
  readonly order: ColumnOrderState
}

export const usualLayout: TableLayout = { sizing: {}, visibility: {}, order: [...loginColumns] }

const stored = z.object({
  sizing: z.record(z.string(), z.number().min(40).max(4_000)),
  visibility: z.record(z.string(), z.boolean()),
  order: z
    .array(z.enum(loginColumns))
    .refine((order) => new Set(order).size === loginColumns.length, 'every column once'),
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

/** The order with one column a place further to the left (-1) or to the right (1). */
export const moveColumn = (order: ColumnOrderState, column: string, by: -1 | 1): ColumnOrderState => {
  const from = order.indexOf(column)
  const to = from + by
  if (from < 0 || to < 0 || to >= order.length) return order
  const moved = order.filter((name) => name !== column)
  moved.splice(to, 0, column)
  return moved
}
