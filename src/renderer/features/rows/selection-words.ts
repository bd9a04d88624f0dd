import { formatCount, formatCountOf } from '../../format/number.ts'
import { columnsOf, rowsOf, type Range } from './row-selection.ts'

/**
 * What is selected, in words; more than can be copied is said with where to go instead.
 *
 * @param columns how many columns there are in all
 */
export const selectionWords = (range: Range, columns: number, mostCopied: number): string => {
  const rows = rowsOf(range)
  if (rows > mostCopied)
    return `${formatCount(rows)} rows: at most ${formatCount(mostCopied)} are copied, Export takes all`
  const words = formatCountOf(rows, 'row')
  return columnsOf(range) === columns ? words : `${words} × ${formatCountOf(columnsOf(range), 'column')}`
}
