import { keepPreviousData } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { EventDraft } from '../../../contract/event-draft.ts'
import type { EventPlace, Fit, Judged } from '../../../contract/event-editing.ts'
import { ok, type Result } from '../../../contract/result.ts'
import type { PageClient } from '../../client/page-client.ts'
import { useAnswer, type Reading } from '../../state/use-answer.ts'

/** How long typing must pause before the engine is asked, in milliseconds. */
const pauses = { judge: 250, fit: 600 } as const

interface About<T> {
  readonly what: keyof typeof pauses
  readonly draft: EventDraft
  readonly besides: unknown
  readonly ask: (client: PageClient, draft: EventDraft) => Promise<Result<T>>
}

/**
 * The engine's judgement of a draft while it is edited: asked when nothing has changed for a while, with one question
 * at a time. Until the answer comes, the former one stays.
 */
const useAbout = <T>({ what, draft, besides, ask }: About<T>): Reading<T> => {
  const [settled, settle] = useState(draft)
  const reading = useAnswer<T>({
    key: ['event-editor', what, besides, settled],
    ask: (client) => ask(client, settled),
    side: 'sluice',
    placeholderData: keepPreviousData,
    ...{ staleTime: 0, gcTime: 0 },
  })
  const { isAsking } = reading
  useEffect(() => {
    if (isAsking || draft === settled) return
    const timer = setTimeout(() => settle(draft), pauses[what])
    return () => clearTimeout(timer)
  }, [draft, settled, isAsking, what])
  return reading
}

/** With the draft that was judged: the rows shown may have moved since. */
export interface JudgedDraft extends Judged {
  readonly draft: EventDraft
}

/** How the sample's messages fare under a draft. */
export const useJudged = (draft: EventDraft, sample: string | null): Reading<JudgedDraft> =>
  useAbout({
    ...{ what: 'judge', draft, besides: sample },
    ask: async (client, settled) => {
      const judged = await client.send('judgeDraft', { sample, draft: settled })
      return judged.ok ? ok({ ...judged.value, draft: settled }) : judged
    },
  })

/** How a draft fits its table. */
export const useFit = (draft: EventDraft, place: EventPlace): Reading<Fit> =>
  useAbout({
    ...{ what: 'fit', draft, besides: place },
    ask: (client, settled) => client.send('fitDraft', { place, draft: settled }),
  })
