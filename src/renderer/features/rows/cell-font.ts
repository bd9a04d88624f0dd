import type { Look } from './row-columns.ts'

/** The font of a cell or a column head, as a canvas takes it. */
export const fontOf = (look: Look | 'head'): string => {
  const style = getComputedStyle(document.body)
  if (look === 'id') return `12px ${style.getPropertyValue('--mono')}`
  return `${look === 'head' ? '600 12px' : style.fontSize} ${style.fontFamily}`
}
