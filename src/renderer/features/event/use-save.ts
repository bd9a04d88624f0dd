import { useState } from 'react'
import type { EventDraft } from '../../../contract/event-draft.ts'
import type { DraftChanges, EventPlace } from '../../../contract/event-editing.ts'
import type { Mistake } from '../../../contract/event-mistake.ts'
import type { CommandInput } from '../../../contract/monitor.ts'
import { failureOf, useLastingCommand } from '../../state/commands.ts'

interface Target {
  readonly path: string | null
  readonly opened: string | null
}

interface Saving extends Target {
  readonly place: EventPlace
  readonly onSaved: (path: string) => void
}

/** What someone is asked to agree to: for this draft and this file. */
interface Asked {
  readonly of: EventDraft
  readonly to: Target
  readonly told: DraftChanges
}

const nothing: readonly Mistake[] = []

/** Saves a draft: shows what has changed first, and asks if someone must agree to it. */
export const useSave = ({ place, path, opened, onSaved }: Saving) => {
  const save = useLastingCommand('saveDraft')
  const [target, aim] = useState<Target>({ path, opened })
  const [question, ask] = useState<Asked | null>(null)
  /** The engine's objections, and the draft they are for. */
  const [told, tell] = useState<{ readonly of: EventDraft; readonly mistakes: readonly Mistake[] } | null>(
    null,
  )
  const send = (draft: EventDraft, agreed: CommandInput<'saveDraft'>['agreed'], to: Target = target) =>
    save.mutate(
      { place, draft, ...to, agreed },
      {
        onSuccess: (answer) => {
          ask(null)
          tell(null)
          if (answer.saved) {
            aim({ path: answer.path, opened: answer.opened })
            onSaved(answer.path)
          } else if (answer.why === 'changes')
            ask({ of: draft, to, told: { changes: answer.changes, seen: answer.seen } })
          else tell({ of: draft, mistakes: answer.mistakes })
        },
        onError: () => ask(null),
      },
    )
  return {
    saving: save.isPending,
    failure: save.error === null ? null : failureOf(save.error),
    /** The changes, until the draft changes again: nobody agrees to what they have not seen. */
    question: (draft: EventDraft): DraftChanges | null => (question?.of === draft ? question.told : null),
    stay: () => ask(null),
    /** The engine's objections to this draft when it was to be saved. */
    objections: (draft: EventDraft): readonly Mistake[] => (told?.of === draft ? told.mistakes : nothing),
    save: (draft: EventDraft) => send(draft, null),
    agree: (draft: EventDraft, fields: readonly string[]) =>
      send(draft, { fields: [...fields], seen: question?.told.seen ?? null }, question?.to),
    /** Leaves the file as someone else changed it, and saves to another. */
    saveElsewhere: (draft: EventDraft) => send(draft, null, { path: null, opened: null }),
  }
}
