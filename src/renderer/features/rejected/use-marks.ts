import { useMutation, useQuery } from '@tanstack/react-query'
import type { RejectedChoices, RejectedMark } from '../../../contract/finding.ts'
import { describeMarking, nothingUndone } from '../../../contract/finding-words.ts'
import { isolated } from '../../../contract/visible.ts'
import { failureOf, unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { showDone, showFailure, showUndo } from '../../ui/toast.tsx'
import { useRefreshRejected } from './use-refresh-rejected.ts'
import type { Which } from './use-state-change.ts'

interface Marking {
  readonly mark: RejectedMark
  readonly which: Which
  /** Whether this is itself an undo, which offers no undo. */
  readonly undoing?: boolean
}

interface Noting {
  readonly id: string
  readonly note: string | null
  /** The note that it replaces. */
  readonly before: string | null
  /** Whether this is itself an undo, which offers no undo. */
  readonly undoing?: boolean
}

/** The mark that undoes another. */
const opposite = (mark: RejectedMark): RejectedMark => {
  switch (mark.do) {
    case 'tag':
      return { do: 'untag', tag: mark.tag }
    case 'untag':
      return { do: 'tag', tag: mark.tag }
    case 'investigate':
      return { do: 'investigate', on: !mark.on }
  }
}

/** Marks messages or writes a note, confirms it, and offers to undo it. `onMarked` is called before the lists are refreshed. */
export const useMarks = (onMarked: () => void) => {
  const { client } = useMonitorContext()
  const refreshRejected = useRefreshRejected()
  const refresh = (): void => {
    onMarked()
    refreshRejected()
  }
  const marks = useMutation({
    mutationFn: async ({ mark, which }: Marking) =>
      unwrap(await client.send('markRejected', { mark, which })),
    onSuccess: (change, { mark, undoing = false }) => {
      refresh()
      const words = describeMarking('tag' in mark ? { ...mark, tag: isolated(mark.tag) } : mark, change)
      if (undoing && change.changed === 0) return showDone(nothingUndone)
      if (undoing || change.changed === 0) return showDone(words)
      const which = { by: 'change', changeId: change.changeId } as const
      showUndo(words, () => marks.mutate({ mark: opposite(mark), which, undoing: true }))
    },
    onError: (error) => showFailure(failureOf(error)),
  })
  const notes = useMutation({
    mutationFn: async ({ id, note, before }: Noting) =>
      unwrap(await client.send('noteRejected', { id, note, instead: before })),
    onSuccess: (_, { id, note, before, undoing = false }) => {
      refresh()
      const words = note === null ? 'Note removed' : 'Note saved'
      if (undoing) showDone(words)
      else showUndo(words, () => notes.mutate({ id, note: before, before: note, undoing: true }))
    },
    onError: (error) => {
      refresh()
      showFailure(failureOf(error))
    },
  })
  return {
    isPending: marks.isPending || notes.isPending,
    mark: (mark: RejectedMark, which: Which) => marks.mutate({ mark, which }),
    note: (id: string, note: string | null, before: string | null) => notes.mutate({ id, note, before }),
  }
}

const none: RejectedChoices = { tags: [], definitions: [] }

/** The tags and definitions that can be chosen. */
export const useRejectedChoices = (): RejectedChoices => {
  const { client } = useMonitorContext()
  const { data } = useQuery({
    queryKey: ['rejected', 'choices'],
    queryFn: async () => unwrap(await client.send('listRejectedChoices', {})),
  })
  return data ?? none
}
