import { useEffect, useState } from 'react'
import type { RowIndexes } from '../../../contract/rows.ts'
import type { RowReader } from './row-reader.ts'

/** Tables of about so many rows are counted unasked: that takes some seconds. */
const mostUnasked = 5_000_000

/** How long a large table is looked at before it is counted, in milliseconds: a list that follows a run never is. */
const stillFor = 1_500

/**
 * Whether all rows of a list are to be counted: at once where they are few, soon where they are many, and when somebody asks where
 * that may take long.
 *
 * @param indexes undefined until it is known how large the table is
 * @param slow whether to go through all rows is to sort them
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
    /** Whose rows somebody asked to be counted. */
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
