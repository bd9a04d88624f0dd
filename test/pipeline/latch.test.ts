import { describe, expect, it } from 'vitest'
import { backOff, createLatch, createNudge, pause } from '../../src/pipeline/latch.ts'

describe('a latch', () => {
  it('wakes all who wait, and nobody who comes later', async () => {
    const latch = createLatch()
    const woken: string[] = []
    const wait = async (name: string, milliseconds?: number) => {
      await latch.wait(milliseconds)
      woken.push(name)
    }
    const both = [wait('a'), wait('b', 60_000)]
    latch.notify()
    await Promise.all(both)
    const late = wait('late')
    expect(woken).toEqual(['a', 'b'])
    latch.notify()
    await late
    expect(woken).toEqual(['a', 'b', 'late'])
  })

  it('lets go of its own accord after the time it was given', async () => {
    await createLatch().wait(1)
  })
})

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
  it('ends the pauses that there are, and no later one', async () => {
    const nudge = createNudge()
    const stop = new AbortController()
    const both = [pause(60_000, stop.signal, nudge), pause(60_000, stop.signal, nudge)]
    nudge.give()
    await Promise.all(both)
    let isOver = false
    const later = pause(60_000, stop.signal, nudge).then(() => {
      isOver = true
    })
    await pause(1, stop.signal)
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
