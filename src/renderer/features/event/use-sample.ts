import { useEffect, useRef, useState } from 'react'
import type { EventPlace, ProposedDraft, TakenDraft } from '../../../contract/event-editing.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { useAnswer } from '../../state/use-answer.ts'
import { meantBy, type Sheet } from './sheet.ts'
import type { SheetEdits } from './use-sheet.ts'

/** The sample of messages that a definition is made from: its cost, taking it, and taking a part of it. */
export const useSample = (place: EventPlace, edits: SheetEdits, match: Sheet['match']) => {
  const { client } = useMonitorContext()
  const [taken, set] = useState<TakenDraft | null>(null)
  const [found, setFound] = useState<ProposedDraft | null>(null)
  const price = useAnswer({
    key: ['event-editor', 'price', place],
    ask: (asked) => asked.send('priceSample', { place }),
    side: 'sluice',
    ...{ staleTime: 0, gcTime: 0 },
  })
  const take = useCommand('takeSample')
  const propose = useCommand('proposeEvent')
  const held = useRef<string | null>(null)
  const isOpen = useRef(false)
  // The engine keeps the sample only while someone looks at it.
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
      if (held.current !== null) void client.send('dropSample', { sample: held.current })
    }
  }, [client])
  const hear = (next: TakenDraft): void => {
    if (!isOpen.current) {
      void client.send('dropSample', { sample: next.sample })
      return
    }
    held.current = next.sample
    set(next)
    if (found === null || match === null) setFound(next)
    edits.add(next, next.queue)
  }
  const error = take.error ?? propose.error
  return {
    price,
    /** The last look; null before the first. */
    taken,
    /** What divides the messages, and what was found beside their fields. */
    found,
    sample: taken?.sample ?? null,
    taking: take.isPending,
    proposing: propose.isPending,
    failure: error === null ? null : failureOf(error),
    look: () => {
      propose.reset()
      // Handled even if nobody waits for it any more. `error` reports a failure.
      take.mutateAsync({ place, match: meantBy(match) }).then(hear, () => undefined)
    },
    /** Takes only messages that have this value there; null for all. */
    part: (only: Sheet['match']) => {
      if (taken === null) return
      take.reset()
      propose.mutate(
        { sample: taken.sample, match: only },
        { onSuccess: (next) => edits.replace(next, only) },
      )
    },
  }
}

export type SampleState = ReturnType<typeof useSample>
