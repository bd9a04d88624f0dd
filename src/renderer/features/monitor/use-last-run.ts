import { useMemo } from 'react'
import type { RunSetting } from '../../../contract/run-circumstances.ts'
import type { RunView } from '../../../contract/run-view.ts'
import { formerRun } from '../../format/former-run.ts'
import { valueOf } from '../../state/answer.ts'
import type { MonitorState } from '../../state/monitor-store.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { useAnswer } from '../../state/use-answer.ts'

const queueOf = ({ snapshot: { connection } }: MonitorState): string | null =>
  connection.state === 'connected' ? connection.source.queue.name : null

const definitionOf = ({ snapshot: { connection } }: MonitorState): string | null =>
  connection.state === 'connected' ? connection.source.definition : null

const isOther = (read: RunSetting | undefined, definition: string | null): boolean =>
  typeof read === 'string' && definition !== null && read !== definition

export interface LastRun {
  readonly run: RunView | null
  /** Whether it comes from the history, so that nobody looked at the queue at its end. */
  readonly isFormer: boolean
  /** Whether it read its messages by another definition than the one in force. */
  readonly isOtherDefinition: boolean
}

/** The current run, or the last one over this queue; if it was before this start, it comes from the history. */
export const useLastRun = (): LastRun => {
  const seen = useSettled((state) => state.snapshot.run)
  const queue = useSettled(queueOf)
  const definition = useSettled(definitionOf)
  const { answer } = useAnswer({
    key: ['runs', 'last', queue],
    ask: (client) => client.send('listRuns', { queue, limit: 1 }),
    enabled: seen === null && queue !== null,
  })
  const page = valueOf(answer)
  const last = page?.runs[0] ?? null
  const former = useMemo(() => (last === null ? null : formerRun(last)), [last])
  // A change of the definition makes another connection, so that a run of this one was by the definition in force.
  return seen === null
    ? {
        run: former,
        isFormer: true,
        isOtherDefinition: isOther(last?.circumstances?.settings.event, definition),
      }
    : { run: seen, isFormer: false, isOtherDefinition: false }
}
