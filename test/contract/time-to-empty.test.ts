import { describe, expect, it } from 'vitest'
import { timeToEmpty, type LevelSample } from '../../src/contract/time-to-empty.ts'
import { createRandom } from '../double/random.ts'

/** A number of arrivals in a step, by Knuth's way for a Poisson distribution, or near enough where there are many. */
const poisson = (mean: number, random: () => number): number => {
  if (mean > 40) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal))
  }
  let count = 0
  for (let left = random(); left > Math.exp(-mean); left *= random()) count += 1
  return count
}

const stepsInSecond = 20

/** A queue that is looked at every second until it is empty: the samples, and when that was, in milliseconds. */
const simulate = (level: number, arrivals: number, drained: number, random: () => number) => {
  const samples: LevelSample[] = [{ at: 0, visible: level }]
  let now = level
  let step = 0
  while (now > 0) {
    step += 1
    now += poisson(arrivals / stepsInSecond, random) - poisson(drained / stepsInSecond, random)
    if (step % stepsInSecond === 0 && now > 0)
      samples.push({ at: (step / stepsInSecond) * 1_000, visible: now })
  }
  return { samples, emptyAt: (step / stepsInSecond) * 1_000 }
}

const steady = (perSecond: number, count = 20): readonly LevelSample[] =>
  Array.from({ length: count }, (_, index) => ({ at: index * 1_000, visible: 10_000 - perSecond * index }))

describe('the time to empty (N12)', () => {
  it('holds the true time in at least nine of ten cases, with arrivals and without', () => {
    const random = createRandom(12)
    const cases = [
      { level: 3_000, arrivals: 0, drained: 50 },
      { level: 3_000, arrivals: 20, drained: 60 },
      { level: 5_000, arrivals: 300, drained: 400 },
      { level: 800, arrivals: 5, drained: 9 },
    ]
    for (const { level, arrivals, drained } of cases) {
      let inside = 0
      const times = 300
      for (let time = 0; time < times; time += 1) {
        const { samples, emptyAt } = simulate(level, arrivals, drained, random)
        const seen = Math.min(30, Math.floor(samples.length / 2))
        const told = timeToEmpty(samples.slice(0, seen))
        const left = emptyAt - (seen - 1) * 1_000
        if (told.kind === 'between' && told.from <= left && (told.to === null || left <= told.to)) inside += 1
      }
      expect(inside / times, JSON.stringify({ level, arrivals, drained })).toBeGreaterThanOrEqual(0.9)
    }
  })

  it('is narrow where the level falls evenly', () => {
    const told = timeToEmpty(steady(100))
    expect(told).toMatchObject({ kind: 'between' })
    if (told.kind === 'between') {
      expect(told.from).toBeCloseTo(81_000, -2)
      expect(told.to).toBeCloseTo(81_000, -2)
    }
  })

  it('says that the queue grows, and how fast', () => {
    expect(timeToEmpty(steady(-25))).toEqual({ kind: 'growing', perSecond: 25 })
  })

  it('has no upper end where the level may as well stay', () => {
    const samples = [0, 5, -4, 3, -2, 1, 0, 4, -3, 1].map((jitter, index) => ({
      at: index * 1_000,
      visible: 1_000 + jitter * 20,
    }))
    expect(timeToEmpty(samples)).toMatchObject({ kind: 'between', to: null })
  })

  it('tells nothing of a few samples, of none, or of an empty queue', () => {
    expect(timeToEmpty([])).toEqual({ kind: 'unknown' })
    expect(timeToEmpty(steady(100, 4))).toEqual({ kind: 'unknown' })
    expect(timeToEmpty([...steady(100), { at: 20_000, visible: 0 }])).toEqual({ kind: 'unknown' })
  })
})
