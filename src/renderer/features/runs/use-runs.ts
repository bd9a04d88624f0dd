import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RunStatus } from '../../../contract/runs.ts'
import { unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'

export const runPageSize = 30

/** One page of the history, newest first. */
export const useRunPage = (status: RunStatus | null, before: string | null, enabled: boolean) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['runs', 'page', status, before],
    queryFn: async () => unwrap(await client.send('listRuns', { status, before, limit: runPageSize })),
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** One run with its course and its sum. */
export const useRun = (runId: string) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['runs', 'one', runId],
    queryFn: async () => unwrap(await client.send('getRun', { runId })),
  })
}
