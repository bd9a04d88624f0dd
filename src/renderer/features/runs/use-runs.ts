import { keepPreviousData } from '@tanstack/react-query'
import type { RunStatus } from '../../../contract/runs.ts'
import { useAnswer } from '../../state/use-answer.ts'

export const runPageSize = 30

/** One page of the history, newest first. */
export const useRunPage = (status: RunStatus | null, before: string | null) =>
  useAnswer({
    key: ['runs', 'page', status, before],
    ask: (client) => client.send('listRuns', { status, before, limit: runPageSize }),
    placeholderData: keepPreviousData,
  })

/** One run with its course and its sum. */
export const useRun = (runId: string) =>
  useAnswer({ key: ['runs', 'one', runId], ask: (client) => client.send('getRun', { runId }) })
