import { useMemo } from 'react'
import { describeReason, type Reason } from '../../../contract/reason.ts'
import { fieldAt, remedyOf } from '../../../contract/remedy.ts'
import { useEvent } from '../../state/use-event.ts'

/** The remedy for each fault, and the fault with its remedy in words. */
export const useSaidReasons = (reasons: readonly Reason[]) => {
  const event = useEvent()
  return useMemo(() => {
    const remedies = reasons.map((reason) => remedyOf(reason, fieldAt(event?.fields ?? [], reason)))
    return { remedies, words: reasons.map((one, index) => `${describeReason(one)}. ${remedies[index]}.`) }
  }, [reasons, event])
}
