import { describe, expect, it } from 'vitest'
import type { MonitorEvent, Phase } from '../../src/contract/events.ts'
import { activeMs, idleAfter, neverIdle, type Idle } from '../../src/contract/run-clock.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'
import { timeToEmpty, type LevelSample } from '../../src/contract/time-to-empty.ts'
import { createRandom } from '../double/random.ts'
import { runStarted } from '../support/started-run.ts'

/**
 * A number of arrivals in a step, by Knuth's method for a Poisson distribution, or an approximation for large
 * numbers.
 */
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

interface Course {
  readonly level: number
  /** The rates of arrivals and of a run at work, in messages a second. */
  readonly arrivals: number
  readonly drained: number
  /** Stretches in which the run cannot work: the phase, the start and the length, in seconds. */
  readonly pauses: readonly {
    readonly name: 'paused' | 'blocked'
    readonly at: number
    readonly seconds: number
  }[]
}

const phaseOf = (name: 'receiving' | 'paused' | 'blocked'): Phase =>
  name === 'blocked' ? { name, inFlight: 5 } : { name }

/**
 * A run over a queue that is looked at every second until it is empty, reported like the engine's. Returns what a
 * window knew at each look, and when the queue was empty by the run's own clock.
 */
const simulate = ({ level, arrivals, drained, pauses }: Course, random: () => number) => {
  let snapshot: Snapshot = fold(emptySnapshot, runStarted)
  let idle: Idle = neverIdle
  let phase: 'receiving' | 'paused' | 'blocked' = 'receiving'
  const looks: { readonly trend: readonly LevelSample[]; readonly isAtWork: boolean; readonly at: number }[] =
    []
  const tell = (event: MonitorEvent): void => {
    snapshot = fold(snapshot, event)
  }
  let now = level
  for (let step = 0; ; step += 1) {
    const at = (step / stepsInSecond) * 1_000
    const pause = pauses.find((one) => at >= one.at * 1_000 && at < (one.at + one.seconds) * 1_000)
    const next = pause?.name ?? 'receiving'
    if (next !== phase) {
      phase = next
      idle = idleAfter(idle, phaseOf(phase), at)
      tell({ type: 'run-phase', phase: phaseOf(phase), at: idle.since ?? at, idleMs: idle.ms })
    }
    if (step % stepsInSecond === 0 && now > 0) {
      tell({ type: 'depth', depth: { visible: now, inFlight: 0, delayed: 0, at } })
      const { run } = snapshot
      if (run !== null)
        looks.push({ trend: run.trend, isAtWork: phase === 'receiving', at: activeMs(run, at) })
    }
    now += poisson(arrivals / stepsInSecond, random)
    if (phase === 'receiving') now = Math.max(0, now - poisson(drained / stepsInSecond, random))
    const { run } = snapshot
    if (now === 0 && run !== null) return { looks, emptyAt: activeMs(run, at) }
  }
}

const steady = (perSecond: number, count = 20, from = 0, level = 10_000): readonly LevelSample[] =>
  Array.from({ length: count }, (_, index) => ({
    at: from + index * 1_000,
    visible: level - perSecond * index,
    stretch: from,
  }))

describe('the time to empty (N12)', () => {
  const noPause: Course['pauses'] = []
  const onePause: Course['pauses'] = [{ name: 'paused', at: 12, seconds: 40 }]
  const manyPauses: Course['pauses'] = [
    { name: 'paused', at: 8, seconds: 5 },
    { name: 'blocked', at: 20, seconds: 90 },
    { name: 'paused', at: 118, seconds: 3 },
  ]
  it.each([
    { level: 3_000, arrivals: 0, drained: 50, pauses: noPause },
    { level: 3_000, arrivals: 20, drained: 60, pauses: noPause },
    { level: 5_000, arrivals: 300, drained: 400, pauses: noPause },
    { level: 3_000, arrivals: 0, drained: 50, pauses: onePause },
    { level: 3_000, arrivals: 0, drained: 50, pauses: manyPauses },
    { level: 3_000, arrivals: 5, drained: 60, pauses: manyPauses },
    { level: 20_000, arrivals: 0, drained: 400, pauses: manyPauses },
  ])('includes the truth in nine of ten forecasts of a run: %j', (course) => {
    const random = createRandom(12)
    let told = 0
    let held = 0
    let looked = 0
    for (let time = 0; time < 100; time += 1) {
      const { looks, emptyAt } = simulate(course, random)
      const lastPause = Math.max(0, ...course.pauses.map(({ at, seconds }) => at + seconds))
      for (const [second, { trend, isAtWork, at }] of looks.entries()) {
        // Arrivals during a later pause cannot be foretold; without arrivals, pauses do not exist on the run's own
        // clock.
        if (!isAtWork || (course.arrivals > 0 && second < lastPause)) continue
        looked += 1
        const forecast = timeToEmpty(trend)
        if (forecast.kind !== 'between') continue
        expect(forecast.to).toBeLessThanOrEqual(3 * forecast.from)
        told += 1
        const left = emptyAt - at
        if (forecast.from <= left && left <= forecast.to) held += 1
      }
    }
    expect(held / told).toBeGreaterThanOrEqual(0.9)
    expect(told / looked).toBeGreaterThan(0.5)
  })

  it('is narrow if the level falls evenly', () => {
    const told = timeToEmpty(steady(100))
    expect(told).toMatchObject({ kind: 'between' })
    if (told.kind === 'between') {
      expect(told.from).toBeCloseTo(81_000, -2)
      expect(told.to).toBeCloseTo(81_000, -2)
    }
  })

  it('is known right after a pause, from what was seen before it, although the level rose meanwhile', () => {
    const before = steady(100)
    const after: LevelSample = { at: 20_000, visible: 50_000, stretch: 300_000 }
    const told = timeToEmpty([...before, after])
    expect(told).toMatchObject({ kind: 'between' })
    if (told.kind === 'between') expect(told.from).toBeCloseTo(500_000, -3)
  })

  it('says that the queue grows, and how fast', () => {
    expect(timeToEmpty(steady(-25))).toEqual({ kind: 'growing', perSecond: 25 })
  })

  it('is unknown if the level may stay the same, or the range would be useless', () => {
    const samples = [0, 5, -4, 3, -2, 1, 0, 4, -3, 1].map((jitter, index) => ({
      at: index * 1_000,
      visible: 1_000 + jitter * 20,
      stretch: 0,
    }))
    expect(timeToEmpty(samples)).toEqual({ kind: 'unknown' })
  })

  it('is unknown for few samples, none, or an empty queue', () => {
    expect(timeToEmpty([])).toEqual({ kind: 'unknown' })
    expect(timeToEmpty(steady(100, 4))).toEqual({ kind: 'unknown' })
    expect(timeToEmpty([...steady(100), { at: 20_000, visible: 0, stretch: 0 }])).toEqual({ kind: 'unknown' })
  })
})
