import { describe, expect, it } from 'vitest'
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
} from '../../src/renderer/ui/list-window.ts'
import { rowHeights } from '../../src/renderer/features/rows/density.ts'

const rowHeight = rowHeights.normal
const short: Extent = { total: 1_000, viewport: 600, rowHeight }
const long: Extent = { total: 10_000_000, viewport: 600, rowHeight }

/** As the browser does: the bar moves within its ends. */
const wheel = (from: Place, by: number, extent: Extent): Place => {
  const most = scrollHeight(extent) - extent.viewport
  return follow(from, Math.min(Math.max(0, from.scrollTop + by), most), extent)
}

describe('the window on a list of rows', () => {
  it('shows the rows in sight, fully or partly', () => {
    expect(rowsInSight(atTop, short)).toEqual({ first: 0, count: 20 })
    expect(rowsInSight(placeAt(45, short), short)).toEqual({ first: 1, count: 21 })
    expect(rowsInSight(placeAt(1e9, short), short)).toEqual({ first: 980, count: 20 })
    expect(rowsInSight(atTop, { total: 3, viewport: 600, rowHeight })).toEqual({ first: 0, count: 3 })
    expect(rowsInSight(atTop, { total: 0, viewport: 600, rowHeight })).toEqual({ first: 0, count: 0 })
  })

  it('counts only the fully visible rows as in sight', () => {
    expect(wholeRowsInSight(atTop, { ...short, viewport: 615 })).toEqual({ first: 0, count: 20 })
    expect(wholeRowsInSight(placeAt(45, short), short)).toEqual({ first: 2, count: 19 })
    expect(wholeRowsInSight(placeAt(1e9, short), short)).toEqual({ first: 980, count: 20 })
    expect(wholeRowsInSight(atTop, { ...short, total: 3 })).toEqual({ first: 0, count: 3 })
    // In a window too low for one row, that row still counts.
    expect(wholeRowsInSight(atTop, { ...short, viewport: 12 })).toEqual({ first: 0, count: 1 })
  })

  it.each(Object.values(rowHeights))('is as dense as a person chose: rows of %i pixels', (height) => {
    const extent = { ...short, rowHeight: height, viewport: 10 * height }
    expect(rowsInSight(atTop, extent)).toEqual({ first: 0, count: 10 })
    expect(reveal(atTop, 10, extent).top).toBe(height)
    expect(scrollHeight(extent)).toBe(1_000 * height)
  })

  it('follows the scroll bar while an element can be as tall as the rows', () => {
    expect(isScaled(short)).toBe(false)
    expect(follow(atTop, 777, short)).toEqual({ top: 777, scrollTop: 777 })
    expect(scrollHeight(short)).toBe(1_000 * rowHeight)
  })

  it('reaches the very first and the very last of ten million rows', () => {
    expect(isScaled(long)).toBe(true)
    expect(scrollHeight(long)).toBeLessThan(17_000_000)
    const end = reveal(atTop, long.total - 1, long)
    const { first, count } = rowsInSight(end, long)
    expect(first + count).toBe(long.total)
    expect(end.scrollTop).toBe(scrollHeight(long) - long.viewport)
    expect(reveal(end, 0, long)).toEqual(atTop)
  })

  it("moves by the wheel's distance, though the bar covers far more", () => {
    let place = placeAt(5_000_000 * rowHeight, long)
    const { top } = place
    for (let turn = 0; turn < 50; turn += 1) place = wheel(place, 100, long)
    expect(place.top).toBe(top + 5_000)
    for (let turn = 0; turn < 50; turn += 1) place = wheel(place, -100, long)
    expect(place.top).toBe(top)
  })

  it('moves in proportion when the bar is dragged', () => {
    const most = scrollHeight(long) - long.viewport
    const { top } = follow(atTop, most / 2, long)
    expect(rowsInSight({ top, scrollTop: most / 2 }, long).first).toBeCloseTo(5_000_000, -2)
  })

  it.each([
    ['up', 300, -100, 0],
    ['down', 10_000_000 * rowHeight - 900, 100, 10_000_000 * rowHeight - 600],
  ])(
    'comes to the end row by row by a wheel that turns %s, and no row is passed over',
    (_, from, by, end) => {
      let place = placeAt(from, long)
      for (let turn = 0; turn < 5; turn += 1) {
        const next = wheel(place, by, long)
        expect(Math.abs(next.top - place.top)).toBeLessThanOrEqual(100)
        place = next
      }
      expect(place.top).toBe(end)
    },
  )

  it('is never at an end of the bar before the rows are at theirs, or it could not be scrolled further', () => {
    const most = scrollHeight(long) - long.viewport
    for (const top of [1, 10, long.total * rowHeight - 601, long.total * rowHeight - 610]) {
      expect(placeAt(top, long).scrollTop).toBeGreaterThan(0)
      expect(placeAt(top, long).scrollTop).toBeLessThan(most)
    }
  })

  it('moves no further than needed to show a row fully', () => {
    const place = placeAt(315, short)
    expect(reveal(place, 15, short)).toBe(place)
    expect(reveal(place, 10, short).top).toBe(300)
    expect(reveal(place, 30, short).top).toBe(330)
  })
})
