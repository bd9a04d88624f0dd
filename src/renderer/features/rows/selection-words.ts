import { formatCount, formatCountOf } from '../../../contract/amount.ts'
import { columnsOf, rowsOf, type Range } from './row-selection.ts'

/** A number of rows and columns in words; all visible columns are not mentioned. */
export const sizeWords = (rows: number, columns: number, shown: number): string =>
  columns === shown
    ? formatCountOf(rows, 'row')
    : `${formatCountOf(rows, 'row')} × ${formatCountOf(columns, 'column')}`

/**
 * The selection in words; also says if it is too large to copy.
 *
 * @param shown how many columns are visible
 */
export const selectionWords = (range: Range, shown: number, mostCopied: number): string => {
  const words = sizeWords(rowsOf(range), columnsOf(range), shown)
  return rowsOf(range) > mostCopied ? `${words} · ${tooManyWords(mostCopied)}` : words
}

/** Why a selection cannot be copied. */
const tooManyWords = (mostCopied: number): string =>
  `more than the ${formatCount(mostCopied)} rows that can be copied`
