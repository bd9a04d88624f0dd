import { afterEach, describe, expect, it, vi } from 'vitest'
import { failure } from '../../src/contract/failure.ts'
import { backOff, nudgeOf, pause } from '../../src/pipeline/back-off.ts'
import { PortError } from '../../src/pipeline/ports.ts'
import { steadily } from '../../src/pipeline/try-again.ts'

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
    const stop = new AbortController()
    const nudge = nudgeOf(stop.signal)
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

describe('a call that is repeated', () => {
  afterEach(() => void vi.useRealTimers())

  it('is repeated at once where its work is nudged, and that of other work is not', async () => {
    // No wait ends by itself.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const [own, other] = [new AbortController(), new AbortController()]
    const away = new PortError('transient', failure('database-unreachable'))
    const call = vi.fn<() => Promise<string>>().mockRejectedValueOnce(away).mockResolvedValue('answer')
    const otherCall = vi.fn<() => Promise<string>>().mockRejectedValue(away)
    const answer = steadily(call, own.signal)
    const noAnswer = steadily(otherCall, other.signal)
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(2))
    nudgeOf(own.signal).give()
    expect(await answer).toBe('answer')
    expect(otherCall).toHaveBeenCalledTimes(1)
    other.abort()
    await expect(noAnswer).rejects.toBe(away)
    expect(otherCall).toHaveBeenCalledTimes(2)
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
