import { isMostlyRejected } from '../../../contract/mostly-rejected.ts'
import type { RunView } from '../../../contract/run-view.ts'
import { valueOf } from '../../state/answer.ts'
import { useAnswer } from '../../state/use-answer.ts'

/**
 * How many of a run's rejected messages are still kept: neither loaded since nor discarded. Null where that is not known,
 * or no matter because the run goes on or did not reject most.
 */
export const useLeftRejected = (run: RunView | null): number | null => {
  const isAsked = run?.end != null && isWorthAsking(run)
  const { answer } = useAnswer({
    key: ['rejected', 'left', run?.runId],
    ask: (client) =>
      client.send('listRejected', { limit: 1, filter: { runId: run?.runId ?? '', state: 'kept' } }),
    enabled: isAsked,
  })
  return isAsked ? (valueOf(answer)?.total ?? null) : null
}

const isWorthAsking = ({ counts, end }: RunView): boolean =>
  counts.rejected > 0 && (isMostlyRejected(counts) || end?.failure?.code === 'too-many-rejected')
