import { useEffect, useState } from 'react'
import { useClientSize } from './use-client-size.ts'
import {
  atTop,
  follow,
  isScaled,
  placeAt,
  reveal,
  rowsInSight,
  scrollHeight,
  wholeRowsInSight,
  type Extent,
  type Place,
} from './list-window.ts'

/** How long after the last movement the scroll bar is corrected, in milliseconds. */
const settlePause = 150

/**
 * The window on a long list of rows: which of them are in sight as it is scrolled.
 *
 * @param headHeight of what is above the rows and does not scroll, in pixels
 * @param rowHeight of each row, in pixels
 */
export const useListScroll = (total: number, headHeight: number, rowHeight: number) => {
  const [element, setElement] = useState<HTMLDivElement | null>(null)
  const box = useClientSize(element)
  const [scrolled, setScrolled] = useState(atTop)
  const extent = { total, viewport: Math.max(0, box.height - headHeight), rowHeight }
  // The list may have become shorter than its scroll position.
  const place = scrolled.top === 0 ? scrolled : clamp(scrolled, extent)

  const move = (to: Place): void => {
    setScrolled(to)
    if (element !== null && element.scrollTop !== to.scrollTop) element.scrollTo({ top: to.scrollTop })
  }

  const scaled = isScaled(extent)
  useEffect(() => {
    if (!scaled) return undefined
    const timer = setTimeout(() => {
      const exact = placeAt(place.top, extent)
      if (exact.scrollTop !== place.scrollTop) move(exact)
    }, settlePause)
    return () => clearTimeout(timer)
  })

  return {
    attach: setElement,
    onScroll: () => {
      const { scrollTop } = element ?? atTop
      if (scrollTop !== place.scrollTop) move(follow(place, scrollTop, extent))
    },
    place,
    total,
    height: scrollHeight(extent) + headHeight,
    viewport: extent.viewport,
    /** The list's width, in pixels. */
    width: box.width,
    rowHeight,
    inSight: rowsInSight(place, extent),
    wholeInSight: wholeRowsInSight(place, extent),
    /** The top and bottom of the visible rows in the window, in pixels. */
    bounds: () => {
      const { top = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {}
      return { top: top + headHeight, bottom }
    },
    toTop: () => move(atTop),
    reveal: (index: number) => move(reveal(place, index, extent)),
  }
}

const clamp = (place: Place, extent: Extent): Place => {
  const within = placeAt(place.top, extent)
  return within.top === place.top ? place : within
}

export type ListScroll = ReturnType<typeof useListScroll>
