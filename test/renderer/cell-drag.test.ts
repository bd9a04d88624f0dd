import { describe, expect, it } from 'vitest'
import { rowsBeyond } from '../../src/renderer/features/rows/use-cell-drag.ts'

describe('a drag beyond the rows in sight', () => {
  const bounds = { top: 100, bottom: 500 }

  it('scrolls nothing while the pointer is over them', () => {
    expect([100, 300, 500].map((y) => rowsBeyond(y, bounds, 30))).toEqual([0, 0, 0])
  })

  it('moves a row at a time close to the edge, and faster the farther away', () => {
    expect([501, 540, 10_000].map((y) => rowsBeyond(y, bounds, 30))).toEqual([1, 2, 20])
    expect([99, 60, -10_000].map((y) => rowsBeyond(y, bounds, 30))).toEqual([-1, -2, -20])
  })
})
