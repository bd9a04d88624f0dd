import { describe, expect, it } from 'vitest'
import { answerEmpty, answerFailed, answerFull, firstPace, grow, type Pace } from '../../src/pipeline/pace.ts'
import { createRandom } from '../double/random.ts'

/** A simulated service: its calls at once, 0 for any number, their length and its distance, in milliseconds. */
interface Service {
  readonly atOnce: number
  readonly callMs: number
  readonly distanceMs: number
  /** How much longer a call takes by chance. */
  readonly jitterMs?: () => number
  /** Other clients' calls, which always come first. */
  readonly others?: number
}

interface Open {
  readonly at: number
  readonly among: number
  readonly ends: number
}

/**
 * Keeps as many calls open as wanted for a time; returns what was wanted in the second half, and how many calls were
 * answered.
 */
const simulate = (service: Service, until = 10_000, most = 40) => {
  let pace: Pace = firstPace
  let open: readonly Open[] = []
  let freeAt = Array.from({ length: service.atOnce }, () => 0)
  let now = 0
  let answered = 0
  let grown = -Infinity
  const wanted: number[] = []

  const begin = (): Open => {
    const arrives = now + service.distanceMs / 2
    const [first = arrives, ...rest] = freeAt.toSorted((a, b) => a - b)
    const ends = Math.max(arrives, first) + (1 + (service.others ?? 0)) * service.callMs
    if (freeAt.length > 0) freeAt = [ends, ...rest]
    return { at: now, among: pace.wanted, ends: ends + service.distanceMs / 2 + (service.jitterMs?.() ?? 0) }
  }

  while (now < until) {
    while (open.length < pace.wanted) open = [...open, begin()].toSorted((a, b) => a.ends - b.ends)
    const [first, ...rest] = open
    if (first === undefined) break
    now = first.ends
    open = rest
    answered += 1
    pace = answerFull(pace, now - first.at, first.among)
    // At most one is added each 20 ms.
    if (pace.mayGrow && pace.wanted < most && now - grown >= 20) {
      grown = now
      pace = grow(pace, most)
    }
    if (now > until / 2) wanted.push(pace.wanted)
  }
  const average = wanted.reduce((sum, value) => sum + value, 0) / Math.max(1, wanted.length)
  return { pace, average, most: Math.max(...wanted), perSecond: (answered / until) * 1_000 }
}

const near: Service = { atOnce: 1, callMs: 1, distanceMs: 0.2 }
const far: Service = { atOnce: 0, callMs: 1, distanceMs: 19 }

describe('how many receive calls are kept open', () => {
  it('C03: is the maximum if a distant service answers them all at once', () => {
    for (const most of [5, 20, 40]) {
      const { average, perSecond } = simulate(far, 10_000, most)
      expect(average).toBe(most)
      expect(perSecond).toBeGreaterThan(0.9 * 50 * most)
    }
  })

  it('is at most two if a service answers one after another, however slow it is', () => {
    for (const callMs of [20, 100, 500]) {
      const { most, perSecond } = simulate({ atOnce: 1, callMs, distanceMs: 1 }, callMs * 1_000)
      expect(most).toBeLessThanOrEqual(2)
      expect(perSecond).toBeGreaterThan((0.95 * 1_000) / (callMs + 1))
    }
  })

  it('is low if a service on the same machine is busy with each call', () => {
    expect(simulate(near, 2_000).most).toBeLessThanOrEqual(3)
  })

  it('is as many as a service can serve at once, and not many more', () => {
    for (const atOnce of [4, 8, 16]) {
      const { average, perSecond } = simulate({ atOnce, callMs: 50, distanceMs: 1 })
      expect(average).toBeLessThanOrEqual(atOnce * 2)
      expect(perSecond).toBeGreaterThan(0.9 * 20 * atOnce)
    }
  })

  it('is enough to fill the connection to a distant service that answers one after another', () => {
    const { average, perSecond } = simulate({ atOnce: 1, callMs: 5, distanceMs: 45 })
    expect(average).toBeLessThanOrEqual(20)
    expect(perSecond).toBeGreaterThan(0.9 * 200)
  })

  it('is close to the maximum if a distant service’s answers vary by chance', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const random = createRandom(seed)
      const even = { ...far, jitterMs: () => random() * 20 }
      expect(simulate(even).average).toBeGreaterThan(30)
      const seldomSlow = { ...far, jitterMs: () => (random() < 0.05 ? 500 : 0) }
      expect(simulate(seldomSlow).average).toBeGreaterThan(30)
      const wild = { ...far, jitterMs: () => -20 * Math.log(1 - random() * 0.999) }
      expect(simulate(wild).average).toBeGreaterThan(20)
    }
  })

  it('is low if others keep a service busy that answers one after another', () => {
    expect(simulate({ atOnce: 1, callMs: 20, distanceMs: 1, others: 3 }).average).toBeLessThanOrEqual(2)
  })

  it('falls when the service becomes slow, and rises when it is quick again', () => {
    let pace: Pace = { ...firstPace, wanted: 8, alone: 20 }
    const answers = (ms: number, count: number) => {
      for (let index = 0; index < count; index += 1) pace = answerFull(pace, ms, pace.wanted)
    }
    answers(400, 100)
    expect(pace.wanted).toBe(1)
    answers(400, 60)
    expect(pace).toMatchObject({ wanted: 1, mayGrow: true })
    answers(20, 6)
    expect(grow(pace, 40).wanted).toBe(2)
  })

  it('is one fewer after an empty answer and one after a failure', () => {
    const pace: Pace = { ...firstPace, wanted: 4, isCrowded: true }
    expect(answerEmpty(pace)).toMatchObject({ wanted: 3, isCrowded: false })
    expect(answerEmpty(firstPace).wanted).toBe(1)
    expect(answerFailed(pace).wanted).toBe(1)
  })

  it('ignores the answer to a call that began among more or fewer', () => {
    const pace: Pace = { ...firstPace, wanted: 2 }
    expect(answerFull(pace, 5, 1)).toBe(pace)
  })
})
