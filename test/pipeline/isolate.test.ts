import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterLoad, afterRefusal, groupSize, isolate } from '../../src/pipeline/isolate.ts'

/** Tries groups until everything is settled; the items in `bad` are refused, and any group with them. */
const run = (count: number, bad: ReadonlySet<number>) => {
  let parts = isolate(Array.from({ length: count }, (_, index) => index))
  const loaded: number[] = []
  const found: number[] = []
  let tries = 0
  while (parts.open.length > 0) {
    const size = groupSize(parts)
    const group = parts.open.slice(0, size)
    tries += 1
    expect(size).toBeGreaterThan(0)
    expect(group).toHaveLength(size)
    if (group.some((item) => bad.has(item))) {
      if (size === 1) found.push(...group)
      parts = afterRefusal(parts, size)
    } else {
      loaded.push(...group)
      parts = afterLoad(parts, size)
    }
  }
  return { loaded, found, tries }
}

describe('looking for refused items', () => {
  it('finds exactly the refused ones, loads all others once, both in their order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.nat({ max: 299 }), { maxLength: 60 }),
        (count, some) => {
          const bad = new Set(some.filter((index) => index < count))
          const { loaded, found } = run(count, bad)
          const all = Array.from({ length: count }, (_, index) => index)
          expect(found).toEqual(all.filter((index) => bad.has(index)))
          expect(loaded).toEqual(all.filter((index) => !bad.has(index)))
        },
      ),
    )
  })

  it('A17 takes at most log2(n) + 2 tries after the first for one bad item, wherever it is', () => {
    for (const count of [2, 10, 500, 1_000]) {
      const tries = Array.from({ length: count }, (_, index) => run(count, new Set([index])).tries)
      // To narrow it down, to try it alone, and to load what came after it.
      expect(Math.max(...tries) - 1).toBeLessThanOrEqual(Math.ceil(Math.log2(count)) + 2)
    }
  })

  it('takes about one try an item if all are bad', () => {
    const all = new Set(Array.from({ length: 500 }, (_, index) => index))
    expect(run(500, all).tries).toBeLessThanOrEqual(500 + 80)
  })

  it('takes about as many tries as items if every other one is bad', () => {
    const bad = new Set(Array.from({ length: 250 }, (_, index) => index * 2))
    expect(run(500, bad).tries).toBeLessThanOrEqual(1.7 * 500)
  })
})
