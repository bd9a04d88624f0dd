import { useState } from 'react'
import type { RejectedFilter } from '../../../contract/rejected.ts'
import { nextOpen } from './next-open.ts'
import { messageId } from './rejected-item.tsx'
import type { RejectedMessageList } from './use-rejected-list.ts'
import type { Which } from './use-state-change.ts'

/** The open message, and its place in the list. */
interface Open {
  readonly id: string
  readonly index: number
}

/** Which message is open beside the list, and which one follows when it is dealt with. */
export const useOpenMessage = (list: RejectedMessageList, filter: RejectedFilter) => {
  const { picks, total, blocks } = list
  const [open, setOpen] = useState<Open | null>(null)
  /** Moves on to the next message after some have left the list or been dealt with. */
  const goOn = (which: Which): void => {
    picks.clear()
    list.refresh()
    // An undo has not dealt with the open message.
    if (which.by === 'change') return
    if (which.by !== 'ids') return setOpen(null)
    const gone = new Set(which.ids)
    const isOpenGone = open !== null && gone.has(open.id)
    const from = isOpenGone ? list.placeOf(open) : list.active
    const next = nextOpen((index) => blocks.at(index)?.id ?? null, total, gone, from)
    // Messages that have left the list leave no gap.
    const leaves =
      filter.state === 'all' ? 0 : countBefore(gone, next?.index ?? 0, (index) => blocks.at(index)?.id)
    if (next === null) return setOpen(isOpenGone ? null : open)
    const place = { id: next.id, index: next.index - leaves }
    if (isOpenGone) setOpen(place)
    list.setActive(place.index)
    list.scroll.reveal(place.index)
    // It keeps the focus when it moves up.
    document.getElementById(messageId(next.id))?.focus({ preventScroll: true })
  }
  const close = (): void => {
    setOpen(null)
    if (open !== null) list.focus(list.placeOf(open))
  }
  return { open, setOpen, goOn, close }
}

const countBefore = (
  gone: ReadonlySet<string>,
  end: number,
  at: (index: number) => string | undefined,
): number => {
  let count = 0
  // If more than these are picked, the list is back at the top.
  for (let index = Math.max(0, end - gone.size - 1_000); index < end; index += 1)
    if (gone.has(at(index) ?? '')) count += 1
  return count
}
