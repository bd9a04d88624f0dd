import { describe, expect, test } from 'vitest'
import { levelHolds, levelPath, niceTop } from '../../src/renderer/features/monitor/level-path.ts'
import { addLevel, levelWindow, withHistory, type Level } from '../../src/renderer/state/levels.ts'

const path = (levels: readonly Level[], now: number) => levelPath(levels, now, 100, 200, 40)

describe('the level chart', () => {
  test('holds a level until the next is measured, and on to now', () => {
    const levels = [
      { at: 0, visible: 100 },
      { at: 50, visible: 0 },
    ]
    expect(path(levels, 100)).toEqual({ line: 'M0 0H100V40H200', area: 'M0 0H100V40H200V40H0Z', top: 100 })
  })

  test('has a gap where nobody could know the level, and closes each piece for itself', () => {
    const levels = [
      { at: 0, visible: 100 },
      { at: 25, visible: null },
      { at: 75, visible: 50 },
    ]
    expect(path(levels, 100)).toEqual({
      line: 'M0 0H50M150 20H200',
      area: 'M0 0H50V40H0ZM150 20H200V40H150Z',
      top: 100,
    })
  })

  test('does not go on to now from a level that is long out of date', () => {
    const day = 86_400_000
    const shown = levelPath([{ at: 0, visible: 125_000 }], 20_000, levelWindow, 120, 40)
    expect(shown?.line).toBe('M100 6.7H115')
    expect(levelPath([{ at: 0, visible: 125_000 }], day, levelWindow, 120, 40)).toBeNull()
    expect(levelHolds).toBeLessThan(levelWindow)
  })

  test('is nothing without a level', () => {
    expect(path([], 0)).toBeNull()
  })

  test('has a round number at its top that holds every level', () => {
    expect([0, 7, 11, 100, 101, 20_100, 99_999].map(niceTop)).toEqual([10, 10, 15, 100, 150, 25_000, 100_000])
  })

  test('forgets what left its window, but not where the line comes from', () => {
    const levels = [0, 10, 20].reduce<readonly Level[]>((all, at) => addLevel(all, { at, visible: at }), [])
    const later = addLevel(levels, { at: levelWindow + 15, visible: 3 })
    expect(later.map((level) => level.at)).toEqual([10, 20, levelWindow + 15])
  })

  test('notes once that nobody knows, and never of a time before the last answer', () => {
    const known = addLevel([], { at: 50, visible: 5 })
    const away = addLevel(addLevel(known, { at: 40, visible: null }), { at: 60, visible: null })
    expect(away).toEqual([
      { at: 50, visible: 5 },
      { at: 50, visible: null },
    ])
    expect(addLevel([], { at: 1, visible: null })).toEqual([])
  })

  test('begins with what the database remembers, up to where the window began to look', () => {
    const step = (at: number, visible: number | null) => ({
      ...{ at, visible, inFlight: 0, delayed: 0, deadLetters: 0 },
      ...{ loaded: 0, duplicates: 0, rejected: 0 },
    })
    const history = { stepSeconds: 5, steps: [step(5, 9), step(10, null), step(15, 7), step(20, 6)] }
    const seen = [{ at: 17, visible: 3 }]
    expect(withHistory(seen, history)).toEqual([{ at: 5, visible: 9 }, { at: 15, visible: 7 }, ...seen])
    expect(withHistory(seen, null)).toEqual(seen)
  })
})
