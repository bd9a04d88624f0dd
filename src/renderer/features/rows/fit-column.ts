import { fontOf } from './cell-font.ts'
import { widthOfId } from './fit-text.ts'
import type { RowColumn } from './row-columns.ts'

/** The space beside a cell's text, and beside a head's name, in pixels. */
const [cellRoom, headRoom] = [26, 46]

/** Limits for an automatic column width, in pixels. */
const [narrowest, widest] = [72, 1_200]

let context: CanvasRenderingContext2D | null | undefined

const widthOf = (text: string, font: string): number => {
  context ??= document.createElement('canvas').getContext('2d')
  if (context === null) return 0
  context.font = font
  return context.measureText(text).width
}

/** The width at which a column shows its name and these values in full, in pixels. */
export const fittingWidth = (column: RowColumn, values: readonly string[]): number => {
  const isId = column.look === 'id'
  const cells = values.map((value) =>
    isId ? widthOfId(value.length) : widthOf(value, fontOf(column.look)) + cellRoom,
  )
  const head = widthOf(column.title, fontOf('head')) + headRoom
  return Math.ceil(Math.min(widest, Math.max(narrowest, head, ...cells)))
}
