import { describe, expect, test } from 'vitest'
import type { HistoryStep } from '../../src/contract/history.ts'
import { chartLines, chartSummary } from '../../src/renderer/features/monitor/chart-lines.ts'
import {
  levelHolds,
  liveStep,
  liveSteps,
  recentSteps,
  stepsOf,
  type ChartStep,
} from '../../src/renderer/features/monitor/chart-steps.ts'
import { bandsOf } from '../../src/renderer/features/monitor/run-bands.ts'
import { liveSpan, noCourse, type Course } from '../../src/renderer/state/course.ts'
import { bandsBetween } from '../../src/renderer/ui/chart-bands.ts'
import { chartPeaks } from '../../src/renderer/ui/chart-peaks.ts'

const end = 1_000 * liveSpan
const level = (at: number, visible: number | null) => ({ at: end + at, visible, inFlight: visible })
const courseOf = (change: Partial<Course>): Course => ({ ...noCourse, since: end - liveSpan, ...change })
const step = (at: number, change: Partial<HistoryStep> = {}): HistoryStep => ({
  ...{ at, visible: null, inFlight: null, delayed: null, deadLetters: null },
  ...{ loaded: 0, duplicates: 0, rejected: 0, most: { loaded: 0, duplicates: 0, rejected: 0 } },
  ...change,
})
const visibleIn = (steps: readonly ChartStep[], last: number) =>
  steps.slice(-last).map(({ visible }) => visible)

describe('the last two minutes', () => {
  test('are steps of equal length up to now, without the current one', () => {
    const steps = recentSteps(noCourse, null, end + 1_999)
    expect(steps).toHaveLength(liveSteps)
    expect([steps[0]?.at, steps.at(-1)?.at]).toEqual([end - liveSpan + liveStep, end])
    expect(steps.every(({ visible, loaded }) => visible === null && loaded === null)).toBe(true)
  })

  test('show the highest level of each step, which applies until the next is read', () => {
    const levels = [level(-7_000, 10), level(-5_500, 90), level(-5_200, 20)]
    expect(visibleIn(recentSteps(courseOf({ levels }), null, end), 4)).toEqual([10, 90, 20, 20])
  })

  test('have a gap if the level is unknown, or the last one is long out of date', () => {
    const levels = [level(-40_000, 7), level(-8_000, 5), level(-5_000, null), level(-1_500, 3)]
    const steps = recentSteps(courseOf({ levels }), null, end)
    expect(visibleIn(steps, 5)).toEqual([null, 5, 5, null, 3])
    const holding = steps.filter(({ visible }) => visible === 7)
    expect(holding.at(-1)?.at).toBe(end - 40_000 + levelHolds + 1_000)
  })

  test('show what was settled per second, and zero where nothing was', () => {
    const flows = [
      { at: end - 3_900, loaded: 30, duplicates: 2, rejected: 4 },
      { at: end - 2_000, loaded: 10, duplicates: 0, rejected: 0 },
    ]
    const [before, last] = recentSteps(courseOf({ flows }), null, end).slice(-2)
    expect(before).toMatchObject({ loaded: 20, duplicates: 1, rejected: 2 })
    expect(last).toMatchObject({ loaded: 0, duplicates: 0, rejected: 0 })
  })

  test("begin with the database's history, as after a reload, with levels that apply between two looks", () => {
    const history = {
      stepSeconds: 2,
      runs: [],
      stretches: [],
      steps: [
        step(end - 10_000, { visible: 50, inFlight: 1 }),
        step(end - 8_000),
        step(end - 6_000, { most: { loaded: 12, duplicates: 0, rejected: 0 } }),
        step(end - 4_000, { visible: 999 }),
      ],
    }
    const course = { ...courseOf({ levels: [level(-5_000, 3)] }), since: end - 5_000 }
    const steps = recentSteps(course, history, end)
    // From the time the window looks itself, its data is better.
    expect(visibleIn(steps, 6)).toEqual([50, 50, 50, 3, 3, 3])
    expect(steps.at(-4)?.loaded).toBe(12)
    expect(steps.at(-6)?.loaded).toBe(0)
    expect(steps.at(-7)).toMatchObject({ visible: null, loaded: null })
  })
})

describe("the database's history", () => {
  test('shows peaks, and nothing where nobody looked', () => {
    const steps = stepsOf({
      stepSeconds: 360,
      runs: [],
      stretches: [],
      steps: [
        step(1),
        step(2, { visible: 0 }),
        step(3, { loaded: 3_600, most: { loaded: 2_000, duplicates: 0, rejected: 1 } }),
      ],
    })
    expect(steps.map(({ visible, loaded, rejected }) => [visible, loaded, rejected])).toEqual([
      [null, null, null],
      [0, 0, 0],
      [null, 2_000, 1],
    ])
  })
})

describe('the lines of the chart', () => {
  const steps = [step(1, { visible: 5 }), step(2, { visible: 9, deadLetters: 1 })]
  test('are what is waiting and what is loaded, and others if there were any', () => {
    const lines = chartLines(stepsOf({ stepSeconds: 1, steps, runs: [], stretches: [] }))
    expect(lines.map(({ label }) => label)).toEqual(['Waiting', 'Dead letters', 'Loaded'])
    expect(lines[0]?.format(1)).toBe('1 message')
    expect(lines[2]?.format(20)).toBe('20 messages/s')
  })

  test('are described in a sentence, even if nothing is known', () => {
    expect(chartSummary(stepsOf({ stepSeconds: 1, steps, runs: [], stretches: [] }))).toBe(
      'At most 9 messages waited, and at most 0.0 messages/s were loaded.',
    )
    expect(chartSummary(recentSteps(noCourse, null, end))).toBe('Nothing is known of this time.')
  })
})

describe('the table for those who do not see the chart', () => {
  test('hides no peak, however long the course', () => {
    const values = Array.from({ length: 300 }, (_, index) => (index === 137 ? 125_000 : index % 3))
    const rows = chartPeaks([...values.keys()], [{ values }], 20)
    expect(rows.length).toBeLessThanOrEqual(20)
    expect(rows.map(({ values: [most] }) => most).filter((most) => most === 125_000)).toHaveLength(1)
    expect([rows[0]?.from, rows.at(-1)?.to]).toEqual([0, 299])
  })

  test('has every point of a short course, and counts nothing from zero', () => {
    const series = [{ values: [null, 0, 2] }]
    expect(chartPeaks([1, 2, 3], series, 20).map(({ values }) => values)).toEqual([[null], [0], [2]])
    expect(chartPeaks([1, 2, 3], series, 1)).toEqual([{ from: 1, to: 3, values: [2] }])
    expect(chartPeaks([], series, 20)).toEqual([])
  })
})

describe('the bands of the chart', () => {
  const stretches = [
    { kind: 'pause', key: 'phase', from: 20, to: 30 },
    { kind: 'run', key: 'r2', from: 10, to: null },
    { kind: 'outage', key: 'queue', from: 5, to: 6 },
  ] as const
  const past = {
    runs: [
      { runId: 'r1', from: 1, to: 4 },
      { runId: 'r2', from: 11, to: 12 },
      { runId: 'r0', from: -9, to: -5 },
    ],
    stretches: [
      { kind: 'pause', from: 25, to: 33 },
      { kind: 'pause', from: 3, to: 4 },
      { kind: 'outage', from: -9, to: -5 },
    ],
  } as const
  const bands = bandsOf(stretches, past, { from: 2, to: 50 })

  test('are what the history and this window know, cut to the visible range, each once and pauses in front', () => {
    expect(bands.map(({ label, from, to }) => [label, from, to])).toEqual([
      ['Run', 2, 4],
      ['Run', 10, 50],
      ['Outage', 5, 6],
      ['Paused', 3, 4],
      ['Paused', 20, 33],
    ])
  })

  test('are named if they touch a step, each kind once', () => {
    expect(bandsBetween(bands, 5, 12)).toEqual(['Run', 'Outage'])
    expect(bandsBetween(bands, 25, 26)).toEqual(['Run', 'Paused'])
    expect(bandsBetween(bands, 7, 8)).toEqual([])
  })
})
