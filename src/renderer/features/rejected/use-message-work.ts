import type { RejectedFilter, RejectedSelection } from '../../../contract/rejected.ts'
import { useMarks } from './use-marks.ts'
import { useOpenMessage } from './use-open-message.ts'
import type { RejectedMessageList } from './use-rejected-list.ts'
import { useRetry } from './use-retry.ts'
import { useStateChange, type StateAction, type Which } from './use-state-change.ts'

/** The actions on the messages of a list, and the message that is open. */
export const useMessageWork = (list: RejectedMessageList, filter: RejectedFilter) => {
  const { picks } = list
  const opened = useOpenMessage(list, filter)
  const { goOn } = opened
  const change = useStateChange((_, which) => goOn(which))
  const retry = useRetry((moved, { which }) => (moved > 0 ? goOn(which) : picks.clear()))
  const marks = useMarks(list.refresh)
  /** Messages that came after it are not in the number that a button shows. */
  const newest = list.reading?.first[0]?.id ?? null
  const meant = (what: 'picked' | 'all'): RejectedSelection =>
    what === 'all' ? { by: 'filter', filter, upTo: newest } : { by: 'ids', ids: [...picks.ids] }
  return {
    ...opened,
    busy: change.isPending || retry.isPending || marks.isPending,
    /** The messages that are ticked, or everything that the list shows. */
    meant,
    /** The ticked messages, or all if none is ticked. */
    chosen: (): RejectedSelection => meant(picks.ids.size > 0 ? 'picked' : 'all'),
    /** @param note why the messages are discarded */
    perform: (action: StateAction, which: Which, note: string | null = null) =>
      action === 'retry' ? retry.mutate({ which }) : change.mutate({ action, which, note }),
    /** Retries everything that matches a filter, up to a message of the list. */
    retryUpTo: (upTo: string) => retry.mutate({ which: { by: 'filter', filter }, upTo }),
    mark: marks.mark,
    note: marks.note,
  }
}

export type MessageWork = ReturnType<typeof useMessageWork>
