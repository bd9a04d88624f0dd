import { useMemo } from 'react'
import type { RunView } from '../../../contract/run-view.ts'
import { formerRun } from '../../format/former-run.ts'
import { valueOf } from '../../state/answer.ts'
import type { MonitorState } from '../../state/monitor-store.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { useAnswer } from '../../state/use-answer.ts'

const queueOf = ({ snapshot: { connection } }: MonitorState): string | null =>
  connection.state === 'connected' ? connection.source.queue.name : null

export interface LastRun {
  readonly run: RunView | null
  /** Whether it comes from the history, so that nobody looked at the queue at its end. */
  readonly isFormer: boolean
}

/** The current run, or the last one over this queue; if it was before this start, it comes from the history. */
export const useLastRun = (): LastRun => {
  const seen = useSettled((state) => state.snapshot.run)
  const queue = useSettled(queueOf)
  const { answer } = useAnswer({
    key: ['runs', 'last', queue],
    ask: (client) => client.send('listRuns', { queue, limit: 1 }),
    enabled: seen === null && queue !== null,
  })
  const page = valueOf(answer)
  const former = useMemo(() => {
    const last = page?.runs[0]
    return last === undefined ? null : formerRun(last)
  }, [page])
  return seen === null ? { run: former, isFormer: true } : { run: seen, isFormer: false }
}
