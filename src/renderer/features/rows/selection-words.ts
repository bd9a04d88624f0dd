import { formatCount, formatCountOf } from '../../format/number.ts'
import { columnsOf, rowsOf, type Range } from './row-selection.ts'

/** So many rows and columns in words; all columns that are on show go without saying. */
export const sizeWords = (rows: number, columns: number, shown: number): string =>
  columns === shown
    ? formatCountOf(rows, 'row')
    : `${formatCountOf(rows, 'row')} × ${formatCountOf(columns, 'column')}`

/**
 * What is selected, in words; of more than can be copied that is said, too.
 *
 * @param shown how many columns there are on show
 */
export const selectionWords = (range: Range, shown: number, mostCopied: number): string => {
  const words = sizeWords(rowsOf(range), columnsOf(range), shown)
  return rowsOf(range) > mostCopied ? `${words} · ${tooManyWords(mostCopied)}` : words
}

/** Why a selection is not copied. */
const tooManyWords = (mostCopied: number): string =>
  `more than the ${formatCount(mostCopied)} rows that can be copied`
