import { useThrottledValue } from '@mantine/hooks'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Failure } from '../../../contract/failure.ts'
import type { EventRow } from '../../../contract/rows.ts'
import { failureOf } from '../../state/commands.ts'
import { blockRows, blocksOf, type RowReader } from './row-reader.ts'

/** The key of all queries of the list. */
export const rowListKey = 'row-list'

/** The query of one block of rows. A slow one is cancelled when nobody waits for it any more. */
export const blockQuery = (reader: RowReader | null, block: number, slow: boolean) => ({
  queryKey: [rowListKey, reader?.id, 'block', block],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    reader === null ? [] : reader.readBlock(block, slow ? signal : null),
  staleTime: Infinity,
  gcTime: 60_000,
})

export interface RowBlocks {
  /** Null while it is read. */
  readonly rowAt: (index: number) => EventRow | null
  /** Why rows in sight cannot be read. */
  readonly failure: Failure | null
  readonly retry: () => void
  /** Reads these rows, wherever they are. Throws `FailureError`. */
  readonly readRange: (first: number, last: number) => Promise<readonly EventRow[]>
}

/** Rows around those in sight that are read with them. */
const margin = 60

/** While the list is scrolled, rows are requested once per this many milliseconds. */
const pace = 60

/** The rows in sight, read from the database as they scroll into view. */
export const useRowBlocks = (
  reader: RowReader | null,
  inSight: { readonly first: number; readonly count: number },
  slow: boolean,
): RowBlocks => {
  const queries = useQueryClient()
  const from = useThrottledValue(Math.max(0, inSight.first - margin), pace)
  const blocks = blocksOf(from, inSight.count + 2 * margin)
  const pages = useQueries({
    queries: blocks.map((block) => ({ ...blockQuery(reader, block, slow), enabled: reader !== null })),
    combine: (results) => results.map(({ data, error }) => ({ data, error })),
  })
  const firstBlock = blocks[0] ?? 0
  const rowAt = useMemo(
    () => (index: number) =>
      pages[Math.floor(index / blockRows) - firstBlock]?.data?.[index % blockRows] ?? null,
    [pages, firstBlock],
  )
  const error = pages.find((page) => page.error !== null)?.error
  return {
    rowAt,
    failure: error ? failureOf(error) : null,
    retry: () =>
      void queries.refetchQueries({
        queryKey: [rowListKey, reader?.id],
        type: 'active',
        predicate: ({ state }) => state.status === 'error',
      }),
    readRange: async (first, last) => {
      const found = await Promise.all(
        blocksOf(first, last - first + 1).map((block) => queries.query(blockQuery(reader, block, slow))),
      )
      const skipped = Math.floor(first / blockRows) * blockRows
      return found.flat().slice(first - skipped, last - skipped + 1)
    },
  }
}
