import { useEffect, useState } from 'react'
import type { RowIndexes } from '../../../contract/rows.ts'
import type { RowReader } from './row-reader.ts'

/** Larger tables are not counted without a request: at this size it takes some seconds. */
const mostUnasked = 5_000_000

/** How long a large list must stay open before it is counted, in milliseconds: a list that follows a run never is. */
const stillFor = 1_500

/**
 * Whether to count all rows of a list: at once if they are few, soon if they are many, and on request if that may
 * take long.
 *
 * @param indexes undefined until the size of the table is known
 * @param slow whether reading all rows means sorting them
 */
export const useRowCount = (
  wanted: RowReader,
  indexes: RowIndexes | undefined,
  large: boolean,
  slow: boolean,
) => {
  const [still, setStill] = useState<RowReader | null>(null)
  const [asked, setAsked] = useState<RowReader | null>(null)
  const [givenUp, setGivenUp] = useState<RowReader | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setStill(wanted), stillFor)
    return () => clearTimeout(timer)
  }, [wanted])
  const isFree = !slow && (indexes?.estimatedRows ?? 0) <= mostUnasked
  const isDue = !large || asked === wanted || (still === wanted && isFree)
  return {
    isWanted: indexes !== undefined && givenUp !== wanted && isDue,
    /** The list that someone asked to be counted. */
    asked,
    ask: () => {
      setAsked(wanted)
      setGivenUp(null)
    },
    giveUp: () => {
      setAsked(null)
      setGivenUp(wanted)
    },
  }
}
