import { describe, expect, it } from 'vitest'
import { backOff, createNudge, hurriedBy, pause } from '../../src/pipeline/back-off.ts'

describe('a pause', () => {
  it('ends at the signal, and does not begin after it', async () => {
    const stop = new AbortController()
    const paused = pause(60_000, stop.signal)
    stop.abort()
    await paused
    await pause(60_000, stop.signal)
  })
})

describe('a nudge', () => {
  it('ends current pauses, and no later one', async () => {
    const nudge = createNudge()
    const stop = new AbortController()
    const signal = hurriedBy(stop.signal, nudge)
    const both = [pause(60_000, signal), pause(60_000, signal)]
    nudge.give()
    await Promise.all(both)
    let isOver = false
    const later = pause(60_000, signal).then(() => {
      isOver = true
    })
    await pause(1, new AbortController().signal)
    expect(isOver).toBe(false)
    stop.abort()
    await later
  })
})

describe('the back-off', () => {
  it('doubles from the first wait to the longest, and is never less than half or more than the whole of it', () => {
    for (const [attempt, whole] of [
      [0, 100],
      [1, 200],
      [4, 1_600],
      [10, 2_000],
      [10_000, 2_000],
    ] as const) {
      for (let time = 0; time < 50; time += 1) {
        const delay = backOff(attempt, 100, 2_000)
        expect(delay).toBeGreaterThanOrEqual(whole / 2)
        expect(delay).toBeLessThanOrEqual(whole)
      }
    }
  })
})
