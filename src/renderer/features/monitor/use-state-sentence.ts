import { stateSentence, type StateSentence } from '../../state/state-sentence.ts'
import { useSettled } from '../../state/monitor-context.tsx'
import { useDryRun } from './use-dry-run.ts'
import { useLastRun } from './use-last-run.ts'
import { useLeftRejected } from './use-left-rejected.ts'

/** The Monitor's sentence about its state; see `stateSentence`. */
export const useStateSentence = (now: number | null): StateSentence => {
  const state = useSettled((monitor) => monitor)
  const { run, isOtherDefinition } = useLastRun()
  const { looking } = useDryRun()
  const leftRejected = useLeftRejected(run)
  return stateSentence(
    { ...state, snapshot: { ...state.snapshot, run }, looking, leftRejected, isOtherDefinition },
    now,
  )
}
