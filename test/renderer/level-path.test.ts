import { describe, expect, test } from 'vitest'
import { levelPath, niceTop } from '../../src/renderer/features/monitor/level-path.ts'
import { addLevel, levelWindow, type Level } from '../../src/renderer/state/levels.ts'

const depth = (at: number, visible: number) => ({ at, visible, inFlight: 0, delayed: 0 })

describe('the level chart', () => {
  test('holds a level until the next is measured, and on to now', () => {
    const path = levelPath(
      [
        { at: 0, visible: 100 },
        { at: 50, visible: 0 },
      ],
      100,
      100,
      200,
      40,
    )
    expect(path).toEqual({ line: 'M0 0H100V40H200', area: 'M0 0H100V40H200V40H0Z', top: 100 })
  })

  test('is nothing without a level', () => {
    expect(levelPath([], 0, 100, 200, 40)).toBeNull()
  })

  test('has a round number at its top that holds every level', () => {
    expect([0, 7, 11, 100, 101, 20_100, 99_999].map(niceTop)).toEqual([10, 10, 15, 100, 150, 25_000, 100_000])
  })

  test('forgets what left its window, but not where the line comes from', () => {
    const levels = [0, 10, 20].reduce<readonly Level[]>((all, at) => addLevel(all, depth(at, at)), [])
    const later = addLevel(levels, depth(levelWindow + 15, 3))
    expect(later.map((level) => level.at)).toEqual([10, 20, levelWindow + 15])
  })
})
