import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import {
  rejectedStep,
  type RejectedFilter,
  type RejectedMap,
  type RejectedSummary,
} from '../../../contract/rejected.ts'
import { unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'

/** A list of rejected messages as of when it was counted. */
export interface RejectedReading extends RejectedMap {
  /** Distinguishes this reading from any other. */
  readonly id: string
  readonly filter: RejectedFilter
}

/**
 * Counts what a filter matches, and reads the first part. The list stays as it was read until `stamp` changes, so
 * that nothing moves under the reader.
 *
 * @param place identifies the database it is read from
 */
export const useRejectedReading = (
  place: string,
  filter: RejectedFilter,
  stamp: string,
  enabled: boolean,
) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['rejected-list', place, filter, stamp],
    queryFn: async (): Promise<RejectedReading> => ({
      ...unwrap(await client.send('mapRejected', { filter })),
      id: crypto.randomUUID(),
      filter,
    }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    enabled,
  })
}

/** Changes whenever rejected messages were changed; see `useFreshQueries`. */
export const useRejectedStamp = (): string =>
  useQuery({ queryKey: ['rejected', 'changed'], queryFn: () => crypto.randomUUID(), staleTime: Infinity })
    .data ?? ''

export interface RejectedBlocks {
  /** Null while it is read. */
  readonly at: (index: number) => RejectedSummary | null
  readonly failure: Error | null
  readonly retry: () => void
  /** Reads these messages, wherever they are. Throws `FailureError`. */
  readonly readRange: (first: number, last: number) => Promise<readonly RejectedSummary[]>
}

/** The messages in sight, read from the database as they scroll into view. */
export const useRejectedBlocks = (
  reading: RejectedReading | undefined,
  inSight: { readonly first: number; readonly count: number },
): RejectedBlocks => {
  const { client } = useMonitorContext()
  const queries = useQueryClient()
  const query = (block: number) => ({
    queryKey: ['rejected-block', reading?.id, block],
    queryFn: async (): Promise<readonly RejectedSummary[]> => {
      if (reading === undefined) return []
      const before = reading.points[block - 1]
      if (block === 0 || before === undefined) return reading.first
      const { filter } = reading
      return unwrap(await client.send('listRejected', { filter, before, limit: rejectedStep })).rejected
    },
    staleTime: Infinity,
    gcTime: 60_000,
  })
  const firstBlock = Math.floor(inSight.first / rejectedStep)
  const lastBlock = Math.floor((inSight.first + Math.max(0, inSight.count - 1)) / rejectedStep)
  const blocks = Array.from({ length: lastBlock - firstBlock + 1 }, (_, at) => firstBlock + at)
  const pages = useQueries({
    queries: blocks.map((block) => ({ ...query(block), enabled: reading !== undefined && block > 0 })),
    combine: (results) => results.map(({ data, error, refetch }) => ({ data, error, refetch })),
  })
  const at = useMemo(
    () => (index: number) => {
      const block = Math.floor(index / rejectedStep)
      const page = block === 0 ? reading?.first : pages[block - firstBlock]?.data
      return page?.[index % rejectedStep] ?? null
    },
    [reading, pages, firstBlock],
  )
  return {
    at,
    failure: pages.find(({ error }) => error !== null)?.error ?? null,
    retry: () => pages.filter(({ error }) => error !== null).forEach(({ refetch }) => void refetch()),
    readRange: async (first, last) => {
      const start = Math.floor(first / rejectedStep)
      const count = Math.floor(last / rejectedStep) - start + 1
      const found = await Promise.all(
        Array.from({ length: count }, (_, index) => queries.query(query(start + index))),
      )
      const skipped = start * rejectedStep
      return found.flat().slice(first - skipped, last - skipped + 1)
    },
  }
}

/** The largest groups of the same cause. */
export const useCauses = (filter: RejectedFilter, enabled: boolean) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['rejected', 'causes', filter],
    queryFn: async () => unwrap(await client.send('listCauses', { filter })),
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** One rejected message with its body, covered, which never changes. */
export const useRejectedMessage = (id: string) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['rejected-message', id],
    queryFn: async () => unwrap(await client.send('getRejected', { id })),
    staleTime: Infinity,
    gcTime: 60_000,
  })
}
