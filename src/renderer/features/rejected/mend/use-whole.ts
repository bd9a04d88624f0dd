import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { unwrap } from '../../../state/commands.ts'
import { useMonitorContext } from '../../../state/monitor-context.tsx'

/** The whole text of a version in clear, and what a person makes of it. */
export interface WholeText {
  readonly version: number
  /** As the version has it. */
  readonly text: string
  /** As it is typed now. */
  readonly typed: string
  /** How often something was typed. */
  readonly strokes: number
  /** The message as it came. */
  readonly original: string
}

/** A version in clear, from when it was asked for, with a reason, until it is let go of. Nothing else keeps it. */
export const useWhole = (id: string) => {
  const { client } = useMonitorContext()
  const [whole, setWhole] = useState<WholeText | null>(null)
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ version, why }: { readonly version: number; readonly why: string }) => {
      const opened = unwrap(await client.send('openVersion', { id, version, uncover: { why } }))
      const { text, original } = opened
      setWhole({ version: opened.version, text, typed: text, strokes: 0, original: original ?? text })
    },
    gcTime: 0,
  })
  const change = (next: (now: WholeText) => WholeText) => setWhole((now) => now && next(now))
  return {
    ...{ whole, busy: isPending, error },
    ask: (version: number, why: string) => mutate({ version, why }),
    type: (typed: string) => change((now) => ({ ...now, typed, strokes: now.strokes + 1 })),
    /** What was typed was kept as this version. */
    settle: (version: number) => change((now) => ({ ...now, version, text: now.typed })),
    drop: () => setWhole(null),
  }
}
