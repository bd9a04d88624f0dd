import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RejectedFilter } from '../../../contract/rejected.ts'
import { unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'

export const rejectedPageSize = 50

/** One page of rejected messages, newest first. */
export const useRejectedPage = (filter: RejectedFilter, before: string | null, enabled: boolean) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['rejected', 'page', filter, before],
    queryFn: async () =>
      unwrap(await client.send('listRejected', { filter, before, limit: rejectedPageSize })),
    placeholderData: keepPreviousData,
    enabled,
  })
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

/** One rejected message with its body, which never changes; an uncovered one is forgotten as soon as it is not shown. */
export const useRejectedMessage = (id: string, uncover: boolean) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['rejected-message', id, uncover],
    queryFn: async () => unwrap(await client.send('getRejected', { id, uncover })),
    staleTime: Infinity,
    gcTime: uncover ? 0 : 60_000,
  })
}
