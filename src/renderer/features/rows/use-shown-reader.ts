import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Failure } from '../../../contract/failure.ts'
import { failureOf } from '../../state/commands.ts'
import type { RowReader } from './row-reader.ts'
import { blockQuery, rowListKey } from './use-row-blocks.ts'

export interface ShownReader {
  /** The reader whose rows to show: the former one until a new one has its first rows. */
  readonly shown: RowReader | null
  /** When its first rows were read, in milliseconds since 1970. */
  readonly shownAt: number
  /** Rows that can be scrolled to: all of them once counted, before that a few more than are known. */
  readonly total: number
  /** How many there are; null until they are counted. */
  readonly counted: number | null
  /** Why the first rows cannot be read. */
  readonly failure: Failure | null
  readonly retry: () => void
  /** Whether all rows are being counted now. */
  readonly isCounting: boolean
  readonly countFailure: Failure | null
  readonly stop: () => void
}

interface Asked {
  readonly enabled: boolean
  /** Whether to count all rows. */
  readonly count: boolean
  /** Whether reading may take long, so that it must be cancellable. */
  readonly slow: boolean
}

/** Rows beyond the known ones, while there may be more. */
const foretaste = 20

/** Switches to another reader when it has something to show, so that nothing flickers in between. */
export const useShownReader = (wanted: RowReader, { enabled, count, slow }: Asked): ShownReader => {
  const queries = useQueryClient()
  const [{ shown, shownAt }, setShown] = useState<Pick<ShownReader, 'shown' | 'shownAt'>>({
    shown: null,
    shownAt: 0,
  })
  const countKey = [rowListKey, wanted.id, 'count']
  const counting = useQuery({
    queryKey: countKey,
    queryFn: ({ signal }) => wanted.count(signal),
    staleTime: Infinity,
    enabled: enabled && count,
  })
  const first = useQuery({ ...blockQuery(wanted, 0, slow), enabled })
  if (first.data !== undefined && !(counting.isFetching && shown?.known().isAll) && shown !== wanted)
    setShown({ shown: wanted, shownAt: first.dataUpdatedAt })
  const known = shown?.known() ?? { rows: 0, isAll: false }
  return {
    shown,
    shownAt,
    total: known.isAll ? known.rows : known.rows + foretaste,
    counted: known.isAll ? known.rows : null,
    failure: first.isError && !first.isFetching ? failureOf(first.error) : null,
    retry: () => void first.refetch(),
    isCounting: counting.isFetching,
    countFailure: counting.isError ? failureOf(counting.error) : null,
    stop: () => void queries.cancelQueries({ queryKey: [rowListKey, wanted.id] }),
  }
}
