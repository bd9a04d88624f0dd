import { describeReason, type Reason } from '../../../contract/reason.ts'

/** Reasons with the same words, as one. */
export interface ReasonGroup {
  readonly words: string
  /** The first of them. */
  readonly reason: Reason
  /** Their indexes among all reasons, in order. */
  readonly indexes: readonly number[]
}

/** Every reason once, in the order of first occurrence. */
export const reasonGroups = (reasons: readonly Reason[]): readonly ReasonGroup[] => {
  const groups = new Map<string, { readonly reason: Reason; readonly indexes: number[] }>()
  for (const [index, reason] of reasons.entries()) {
    const words = describeReason(reason)
    const group = groups.get(words)
    if (group === undefined) groups.set(words, { reason, indexes: [index] })
    else group.indexes.push(index)
  }
  return [...groups].map(([words, group]) => ({ words, ...group }))
}
