import { useEffect, useRef } from 'react'
import { describeOutcome } from '../../../contract/repair-words.ts'
import { isolated } from '../../../contract/visible.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { showDone, showFailure } from '../../ui/toast.tsx'

/** Announces in a corner how applying a rule has ended, if the panel that would say so was closed meanwhile. */
export const useRepairEnd = (isPanelOpen: boolean): void => {
  const repair = useMonitor((state) => state.snapshot.repair)
  const going = useRef<string | null>(null)
  useEffect(() => {
    if (repair === null) return
    const { runId, end, name } = repair
    if (end === null) {
      going.current = runId
      return
    }
    if (going.current !== runId) return
    going.current = null
    if (isPanelOpen) return
    if (end.failure !== null) showFailure(end.failure)
    else showDone(`${isolated(name)}: ${describeOutcome(end).join(' ')}`)
  }, [repair, isPanelOpen])
}
