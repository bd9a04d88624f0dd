import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { MessageEdit } from '../../../../contract/mending.ts'
import { unwrap } from '../../../state/commands.ts'
import { useMonitorContext } from '../../../state/monitor-context.tsx'
import { useUnkeptKey } from './use-unkept-key.ts'

/** The whole text of a version in clear, and a person's edit of it. */
export interface WholeText {
  readonly version: number
  /** As in the version. */
  readonly text: string
  /** As typed now. */
  readonly typed: string
  /** Increases with each keystroke. */
  readonly strokes: number
  /** The message as it came. */
  readonly original: string
}

/** Texts that were changed and neither saved nor discarded, until the page is reloaded. */
const unkept = new Map<string, WholeText>()

let strokes = 0

/**
 * A version in clear, from when it was requested, with a reason, until it is let go. A changed one survives a look at
 * another message; an unchanged one is not kept.
 */
export const useWhole = (id: string) => {
  const { client } = useMonitorContext()
  const key = useUnkeptKey(id)
  const [whole, setWhole] = useState<WholeText | null>(() => unkept.get(key) ?? null)
  const put = (next: WholeText | null) => {
    if (next === null || next.typed === next.text) unkept.delete(key)
    else unkept.set(key, next)
    setWhole(next)
  }
  const change = (how: (now: WholeText) => WholeText) => {
    const now = unkept.get(key) ?? whole
    if (now !== null) put(how(now))
  }
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ version, why }: { readonly version: number; readonly why: string }) => {
      const opened = unwrap(await client.send('openVersion', { id, version, uncover: { why } }))
      const { text, original } = opened
      put({ version: opened.version, text, typed: text, strokes: 0, original: original ?? text })
    },
    gcTime: 0,
  })
  return {
    ...{ whole, busy: isPending, error },
    ask: (version: number, why: string) => mutate({ version, why }),
    type: (typed: string) => change((now) => ({ ...now, typed, strokes: (strokes += 1) })),
    /** An edit was saved as this version. */
    settle: (version: number, edit: MessageEdit) =>
      change((now) => ({ ...now, version, text: edit.by === 'text' ? edit.text : now.typed })),
    drop: () => put(null),
  }
}
