import { useState } from 'react'
import type { ChangePlace } from '../../../../contract/mending.ts'
import { useUnkeptKey } from './use-unkept-key.ts'
import { nothingTyped, withTyped, type Typed, type TypedValues } from './typed.ts'

/** What was typed for messages and not saved, until the page is reloaded: it survives a look at another message. */
const unkept = new Map<string, TypedValues>()

export interface TypedState {
  readonly values: TypedValues
  readonly type: (at: ChangePlace, typed: Typed | null) => void
  readonly clear: () => void
}

/** The values that a person types for one message. */
export const useTyped = (id: string): TypedState => {
  const key = useUnkeptKey(id)
  const [values, setValues] = useState(() => unkept.get(key) ?? nothingTyped)
  const set = (next: TypedValues) => {
    if (next.size === 0) unkept.delete(key)
    else unkept.set(key, next)
    setValues(next)
  }
  return {
    values,
    type: (at, typed) => set(withTyped(values, at, typed)),
    clear: () => set(nothingTyped),
  }
}
