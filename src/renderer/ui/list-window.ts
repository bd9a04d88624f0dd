/** Browsers draw nothing taller: Chromium ends at about 33 million pixels, others earlier. */
const tallest = 16_000_000

/** How far a turn of the wheel goes where the scroll bar cannot tell, in pixels. */
const cutStep = 100

/** How much there is to scroll through, and how much of it is in sight. */
export interface Extent {
  readonly total: number
  /** The height in which rows are seen, in pixels. */
  readonly viewport: number
  /** In pixels. */
  readonly rowHeight: number
}

/** Where the window on the rows stands. */
export interface Place {
  /** Pixels of rows above the window: exact, and beyond what an element could be tall. */
  readonly top: number
  /** What the scroll bar shows for it. */
  readonly scrollTop: number
}

export const atTop: Place = { top: 0, scrollTop: 0 }

/** The height of the element that gives the scroll bar its length. */
export const scrollHeight = ({ total, rowHeight }: Extent): number => Math.min(total * rowHeight, tallest)

/** Whether the scroll bar stands for more than an element can be tall. */
export const isScaled = ({ total, rowHeight }: Extent): boolean => total * rowHeight > tallest

const farthestTop = ({ total, viewport, rowHeight }: Extent): number =>
  Math.max(0, total * rowHeight - viewport)

const farthestScroll = (extent: Extent): number => Math.max(0, scrollHeight(extent) - extent.viewport)

const within = (value: number, most: number): number => Math.min(Math.max(0, value), most)

/** The place with these pixels above it, or the nearest that there is. */
export const placeAt = (top: number, extent: Extent): Place => {
  const [most, mostScroll] = [farthestTop(extent), farthestScroll(extent)]
  const to = within(top, most)
  if (!isScaled(extent)) return { top: to, scrollTop: to }
  if (to === 0 || to === most) return { top: to, scrollTop: to === 0 ? 0 : mostScroll }
  // Only the very ends lie at the ends of the bar: from anywhere else it can be scrolled further.
  return { top: to, scrollTop: Math.min(Math.max(1, Math.round((to / most) * mostScroll)), mostScroll - 1) }
}

/**
 * Where the window goes when the scroll bar has moved. Where the bar stands for more than it is long, a wheel still moves
 * the rows by what it says, and only a drag of the bar goes by its proportion. The bar is told to follow when it
 * has come to its end before the rows have.
 */
export const follow = (from: Place, scrollTop: number, extent: Extent): Place => {
  if (!isScaled(extent)) return { top: within(scrollTop, farthestTop(extent)), scrollTop }
  const moved = scrollTop - from.scrollTop
  if (moved === 0) return from
  const mostScroll = farthestScroll(extent)
  if (Math.abs(moved) > 2 * extent.viewport)
    return { top: within((scrollTop / mostScroll) * farthestTop(extent), farthestTop(extent)), scrollTop }
  // At its end the bar was cut short, and does not say by how much the wheel was turned.
  const isCut = scrollTop <= 0 || scrollTop >= mostScroll
  const by = isCut ? Math.sign(moved) * Math.max(Math.abs(moved), cutStep) : moved
  const top = within(from.top + by, farthestTop(extent))
  return isCut ? placeAt(top, extent) : { top, scrollTop }
}

/** The nearest place from which a row is seen whole. */
export const reveal = (from: Place, index: number, extent: Extent): Place => {
  const { rowHeight } = extent
  const above = index * rowHeight
  const below = above + rowHeight - extent.viewport
  if (above < from.top) return placeAt(above, extent)
  return below > from.top ? placeAt(below, extent) : from
}

/** The rows that are in sight, wholly or in part. */
export const rowsInSight = (
  { top }: Place,
  { total, viewport, rowHeight }: Extent,
): { readonly first: number; readonly count: number } => {
  const first = Math.min(Math.floor(top / rowHeight), total)
  const end = Math.min(Math.ceil((top + viewport) / rowHeight), total)
  return { first, count: Math.max(0, end - first) }
}

/** The rows that are seen whole; where there is no room for one, the one that is seen in part. */
export const wholeRowsInSight = (
  place: Place,
  extent: Extent,
): { readonly first: number; readonly count: number } => {
  const { total, viewport, rowHeight } = extent
  const first = Math.ceil(place.top / rowHeight)
  const count = Math.min(Math.floor((place.top + viewport) / rowHeight), total) - first
  return count > 0 ? { first, count } : rowsInSight(place, extent)
}
