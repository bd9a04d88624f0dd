/** Browsers draw nothing taller: Chromium's limit is about 33 million pixels, others' are lower. */
const tallest = 16_000_000

/** How far the wheel scrolls if the scroll bar cannot tell, in pixels. */
const cutStep = 100

/** The height of the whole list, and of the part in sight. */
export interface Extent {
  readonly total: number
  /** The height of the visible area for rows, in pixels. */
  readonly viewport: number
  /** In pixels. */
  readonly rowHeight: number
}

/** The position of the window on the rows. */
export interface Place {
  /** Pixels of rows above the window: exact, and possibly more than an element's greatest height. */
  readonly top: number
  /** The scroll bar's position for it. */
  readonly scrollTop: number
}

export const atTop: Place = { top: 0, scrollTop: 0 }

/** The height of the element that gives the scroll bar its length. */
export const scrollHeight = ({ total, rowHeight }: Extent): number => Math.min(total * rowHeight, tallest)

/** Whether the list is taller than an element can be. */
export const isScaled = ({ total, rowHeight }: Extent): boolean => total * rowHeight > tallest

const farthestTop = ({ total, viewport, rowHeight }: Extent): number =>
  Math.max(0, total * rowHeight - viewport)

const farthestScroll = (extent: Extent): number => Math.max(0, scrollHeight(extent) - extent.viewport)

const within = (value: number, most: number): number => Math.min(Math.max(0, value), most)

/** The place with this many pixels above it, or the nearest there is. */
export const placeAt = (top: number, extent: Extent): Place => {
  const [most, mostScroll] = [farthestTop(extent), farthestScroll(extent)]
  const to = within(top, most)
  if (!isScaled(extent)) return { top: to, scrollTop: to }
  if (to === 0 || to === most) return { top: to, scrollTop: to === 0 ? 0 : mostScroll }
  // Only the very ends are at the ends of the bar: from anywhere else it can be scrolled further.
  return { top: to, scrollTop: Math.min(Math.max(1, Math.round((to / most) * mostScroll)), mostScroll - 1) }
}

/**
 * Where the window goes when the scroll bar has moved. If the list is taller than the bar's element, the wheel still
 * moves the rows by its own distance, and only dragging the bar moves them in proportion. The bar is corrected if it
 * reaches its end before the rows do.
 */
export const follow = (from: Place, scrollTop: number, extent: Extent): Place => {
  if (!isScaled(extent)) return { top: within(scrollTop, farthestTop(extent)), scrollTop }
  const moved = scrollTop - from.scrollTop
  if (moved === 0) return from
  const mostScroll = farthestScroll(extent)
  if (Math.abs(moved) > 2 * extent.viewport)
    return { top: within((scrollTop / mostScroll) * farthestTop(extent), farthestTop(extent)), scrollTop }
  // At its end the bar was cut short, so how far the wheel was turned is unknown.
  const isCut = scrollTop <= 0 || scrollTop >= mostScroll
  const by = isCut ? Math.sign(moved) * Math.max(Math.abs(moved), cutStep) : moved
  const top = within(from.top + by, farthestTop(extent))
  return isCut ? placeAt(top, extent) : { top, scrollTop }
}

/** The nearest place from which a row is fully visible. */
export const reveal = (from: Place, index: number, extent: Extent): Place => {
  const { rowHeight } = extent
  const above = index * rowHeight
  const below = above + rowHeight - extent.viewport
  if (above < from.top) return placeAt(above, extent)
  return below > from.top ? placeAt(below, extent) : from
}

/** The rows in sight, fully or partly. */
export const rowsInSight = (
  { top }: Place,
  { total, viewport, rowHeight }: Extent,
): { readonly first: number; readonly count: number } => {
  const first = Math.min(Math.floor(top / rowHeight), total)
  const end = Math.min(Math.ceil((top + viewport) / rowHeight), total)
  return { first, count: Math.max(0, end - first) }
}

/** The rows that are fully visible; if there is no room for one, the partly visible one. */
export const wholeRowsInSight = (
  place: Place,
  extent: Extent,
): { readonly first: number; readonly count: number } => {
  const { total, viewport, rowHeight } = extent
  const first = Math.ceil(place.top / rowHeight)
  const count = Math.min(Math.floor((place.top + viewport) / rowHeight), total) - first
  return count > 0 ? { first, count } : rowsInSight(place, extent)
}
