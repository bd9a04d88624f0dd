import { useState } from 'react'
import { mostNamed, type RejectedFilter } from '../../../contract/rejected.ts'
import { formatCount } from '../../../contract/amount.ts'
import { failureOf } from '../../state/commands.ts'
import { showDone, showFailure } from '../../ui/toast.tsx'
import { useFollowing } from '../../ui/use-following.ts'
import { useListScroll } from '../../ui/use-list-scroll.ts'
import { usePicks, type Picks } from './use-picks.ts'
import {
  useRejectedBlocks,
  useRejectedReading,
  useRejectedStamp,
  type RejectedReading,
} from './use-rejected.ts'

/** The height of a message in the list, in pixels: on one line, or on two if there is little room. */
const [oneLine, twoLines] = [36, 58]

/** Below this width, in pixels, a message takes two lines. */
const narrowWidth = 560

/** New messages appear at most this often, in milliseconds. */
const pace = 1_000

/** Rows drawn beyond those in sight, so that the next key press or wheel step finds them ready. */
const overscan = 20

/**
 * The list of rejected messages: everything that a filter matches, of which only the part in sight is read and drawn.
 *
 * @param place identifies the database
 */
export const useRejectedList = (place: string, filter: RejectedFilter, enabled: boolean) => {
  const scope = JSON.stringify(filter)
  const picks = usePicks(scope)
  const newest = useRejectedStamp()
  const [shown, show] = useState(newest)
  /** The place of the keyboard focus. */
  const [active, setActive] = useState(0)
  if (shown === '' && newest !== '') show(newest)
  const { query, asked } = useLastReading(place, filter, shown, enabled && shown !== '')
  const reading = asked.data
  const total = reading?.total ?? 0
  const { scroll, drawn } = useMessageScroll(total)
  const blocks = useRejectedBlocks(reading, drawn)

  const [seen, setSeen] = useState(scope)
  if (seen !== scope) {
    setSeen(scope)
    show(newest)
    setActive(0)
  }

  // Someone who has scrolled down or ticked something must not lose the place.
  const mayFollow = scroll.place.top === 0 && picks.ids.size === 0
  useFollowing({ shown, newest, show }, mayFollow, pace)

  /** A message to focus once it is drawn; a new object each time. */
  const [wanted, setWanted] = useState<{ readonly index: number } | null>(null)

  return {
    query,
    /** The state of the list's question, for `answerOf`. */
    asked: { ...asked, error: query.error ?? blocks.failure },
    reading,
    total,
    picks,
    scroll,
    drawn,
    blocks,
    active,
    setActive,
    pickRange: (from: number, to: number): void => pickRange(blocks, picks, from, to),
    /** Where a message is now, or where it was when it was opened. */
    placeOf: ({ id, index }: { readonly id: string; readonly index: number }): number => {
      for (let at = drawn.first; at < drawn.first + drawn.count; at += 1)
        if (blocks.at(at)?.id === id) return at
      return index
    },
    wanted,
    /** Moves the focus to a message, wherever it is. */
    focus: (index: number) => {
      setWanted({ index })
      setActive(index)
      scroll.reveal(index)
    },
    /** Whether messages came or went that the list does not show yet. */
    isBehind: shown !== newest && !mayFollow,
    /** Reads the list again, wherever it is scrolled to. */
    refresh: () => show(crypto.randomUUID()),
  }
}

export type RejectedMessageList = ReturnType<typeof useRejectedList>

/** What is known of the messages of a filter. If the list cannot be read again, the last reading of its filter stays. */
const useLastReading = (place: string, filter: RejectedFilter, stamp: string, enabled: boolean) => {
  const scope = JSON.stringify(filter)
  const query = useRejectedReading(place, filter, stamp, enabled)
  const [last, keep] = useState<{ scope: string; reading: RejectedReading; at: number } | null>(null)
  if (query.data !== undefined && !query.isPlaceholderData && query.data !== last?.reading)
    keep({ scope, reading: query.data, at: query.dataUpdatedAt })
  const isOwn = last?.scope === scope
  return {
    query,
    asked: {
      data: query.data ?? (isOwn ? last.reading : undefined),
      dataUpdatedAt: isOwn ? last.at : query.dataUpdatedAt,
      isPlaceholderData: query.isPlaceholderData && !isOwn,
    },
  }
}

/** The scroll position in the list, and which messages are rendered. */
const useMessageScroll = (total: number) => {
  const [narrow, setNarrow] = useState(false)
  const scroll = useListScroll(total, 0, narrow ? twoLines : oneLine)
  if (scroll.width > 0 && scroll.width < narrowWidth !== narrow) setNarrow(scroll.width < narrowWidth)
  const { first, count } = scroll.inSight
  const from = Math.max(0, first - overscan)
  return { scroll, drawn: { first: from, count: Math.min(total, first + count + overscan) - from } }
}

/** Ticks a range; says so if it holds more messages than can be named one by one. */
const pickRange = (
  { readRange }: ReturnType<typeof useRejectedBlocks>,
  picks: Picks,
  from: number,
  to: number,
): void => {
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  readRange(low, Math.min(high, low + mostNamed)).then(
    (found) => {
      if (!picks.add(found.map(({ id }) => id)))
        showDone(`At most ${formatCount(mostNamed)} messages can be selected one by one`)
    },
    (error: unknown) => showFailure(failureOf(error instanceof Error ? error : new Error('unknown'))),
  )
}
