import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { messageId, RejectedItem } from './rejected-item.tsx'
import classes from './rejected-list.module.css'
import type { RejectedMessageList } from './use-rejected-list.ts'

interface Props {
  readonly list: RejectedMessageList
  readonly open: string | null
  readonly onOpen: (id: string, index: number) => void
  /** Delete was pressed: the ticked messages, or else the one with the focus. */
  readonly onDelete: (ids: readonly string[]) => void
}

/**
 * One long list. Up, down, Page up and down, Home and End move through it; with Shift they tick the range. X ticks
 * one, Ctrl+A all, Delete discards.
 */
export const RejectedList = ({ list, open, onOpen, onDelete }: Props) => {
  const { drawn, blocks, picks, active, pickRange, total } = list
  const { attach, onScroll, height, viewport, rowHeight, place } = list.scroll
  useWantedFocus(list)
  const { goTo, turnTo } = useSteps(list)
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const control = event.ctrlKey || event.metaKey
    const id = blocks.at(active)?.id
    const to = target(event.key, active, Math.max(1, Math.floor(viewport / rowHeight) - 1), total)
    if (to !== null) goTo(to, event.shiftKey)
    else if (control && event.key.toLowerCase() === 'a') pickRange(0, total - 1)
    else if (!control && event.key === 'x' && id !== undefined) picks.toggle(id)
    else if (event.key === 'Delete')
      onDelete(picks.ids.size > 0 ? [...picks.ids] : id === undefined ? [] : [id])
    else return
    event.preventDefault()
  }
  return (
    <div ref={attach} className={classes.list} onScroll={onScroll} data-testid="rejected-scroll">
      <div className={classes.spacer} style={{ height }}>
        <div className={classes.stage} style={{ height: viewport }}>
          <ul
            aria-label="Rejected messages"
            data-part
            onKeyDown={onKeyDown}
            style={{
              ['--message-height' as string]: `${rowHeight}px`,
              transform: `translateY(${drawn.first * rowHeight - place.top}px)`,
            }}
          >
            {placesOf(drawn, active, total).map((index) => {
              const message = blocks.at(index)
              return (
                <RejectedItem
                  key={message?.id ?? index}
                  message={message}
                  index={index}
                  total={total}
                  isAway={index < drawn.first || index >= drawn.first + drawn.count}
                  isActive={index === active}
                  isOpen={message !== null && message.id === open}
                  isPicked={message !== null && picks.ids.has(message.id)}
                  onPick={(id, event) => {
                    if (turnTo(index, event)) picks.toggle(id)
                  }}
                  onOpen={(id, event) => {
                    if (turnTo(index, event)) onOpen(id, index)
                  }}
                />
              )
            })}
          </ul>
        </div>
      </div>
    </div>
  )
}

/** Moves through the list; with Shift, ticks the range. */
const useSteps = ({ total, pickRange, focus, setActive }: RejectedMessageList) => {
  /** Where a range begins. */
  const anchor = useRef(0)
  return {
    /** Moves the focus to an index, within the list. */
    goTo: (index: number, extend: boolean): void => {
      const to = Math.min(Math.max(0, index), total - 1)
      if (extend) pickRange(anchor.current, to)
      else anchor.current = to
      focus(to)
    },
    /** Moves to a message that was clicked; returns whether the click was without Shift. */
    turnTo: (index: number, { shiftKey }: MouseEvent): boolean => {
      setActive(index)
      if (shiftKey) pickRange(anchor.current, index)
      else anchor.current = index
      return !shiftKey
    },
  }
}

/** Moves the focus once to the wanted message, as soon as it is rendered. */
const useWantedFocus = ({ wanted, blocks }: RejectedMessageList): void => {
  const focused = useRef(wanted)
  useEffect(() => {
    if (wanted === null || focused.current === wanted) return
    const id = blocks.at(wanted.index)?.id
    const element = id === undefined ? null : document.getElementById(messageId(id))
    if (element === null) return
    focused.current = wanted
    element.focus({ preventScroll: true })
  })
}

/**
 * The places to draw: those in sight, and the one with the focus wherever it is, as removing its element would lose
 * the focus.
 */
const placesOf = (
  { first, count }: RejectedMessageList['drawn'],
  active: number,
  total: number,
): readonly number[] => {
  const places = Array.from({ length: Math.max(0, count) }, (_, at) => first + at)
  return places.includes(active) || active >= total ? places : [...places, active]
}

/** The place a key leads to from another; null if the key leads nowhere. */
const target = (key: string, from: number, page: number, total: number): number | null => {
  switch (key) {
    case 'ArrowDown':
      return from + 1
    case 'ArrowUp':
      return from - 1
    case 'PageDown':
      return from + page
    case 'PageUp':
      return from - page
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return null
  }
}
