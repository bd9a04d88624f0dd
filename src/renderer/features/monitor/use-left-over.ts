import { isMostlyRejected } from '../../../contract/mostly-rejected.ts'
import type { RunView } from '../../../contract/run-view.ts'
import { valueOf } from '../../state/answer.ts'
import { useAnswer } from '../../state/use-answer.ts'

/** How many of what a run rejected are still to be dealt with; null where nobody needs to know, or the database does not answer. */
export const useLeftOver = (run: RunView | null): number | null => {
  const runId = run?.runId ?? ''
  const { answer } = useAnswer({
    // Read again with the lists of rejected messages.
    key: ['rejected', 'left', runId],
    ask: (client) => client.send('listCauses', { limit: 1, filter: { runId, state: 'kept' } }),
    enabled: run?.end != null && isMostlyRejected(run.counts),
  })
  return valueOf(answer)?.total ?? null
}
