import type { CauseGroup } from '../../../contract/rejected.ts'
import type { RunView } from '../../../contract/run-view.ts'
import { valueOf } from '../../state/answer.ts'
import { useAnswer } from '../../state/use-answer.ts'

/** How many are shown. */
const most = 2

/** While a run rejects, its causes are counted this often, in milliseconds: each count reads all of them. */
const pause = 3_000

const none: readonly CauseGroup[] = []

/** The commonest causes of a run's rejected messages, the most frequent first, whatever became of those messages since. */
export const useCommonestCauses = (run: RunView | null): readonly CauseGroup[] => {
  const runId = run?.runId ?? ''
  const isOver = run?.end != null
  const { answer } = useAnswer({
    // Asked once more when the run has ended.
    key: ['causes', runId, isOver],
    ask: (client) => client.send('listCauses', { limit: most, filter: { runId, state: 'all' } }),
    enabled: run !== null && run.counts.rejected > 0,
    refetchInterval: isOver ? false : pause,
    placeholderData: (before, query) => (query?.queryKey[1] === runId ? before : undefined),
  })
  return run === null || run.counts.rejected === 0 ? none : (valueOf(answer)?.causes ?? none).slice(0, most)
}
