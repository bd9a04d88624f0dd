import { useState } from 'react'

export interface NoteDraft {
  readonly draft: string
  readonly set: (draft: string) => void
  /** Whether the saved note changed while something else was typed. */
  readonly isBehind: boolean
}

/** The note of a message as it is typed. It follows the saved one; what was typed and not saved stays. */
export const useNoteDraft = (note: string | null): NoteDraft => {
  const [draft, set] = useState(note ?? '')
  const [kept, keep] = useState(note)
  const [isBehind, setIsBehind] = useState(false)
  if (kept !== note) {
    const isTyped = draft !== (kept ?? '')
    keep(note)
    setIsBehind(isTyped)
    if (!isTyped) set(note ?? '')
  }
  return { draft, set, isBehind }
}
