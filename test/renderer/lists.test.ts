import { logins } from '../../src/contract/logins.ts'
import { reasonCodes } from '../../src/contract/reason.ts'
import { orders } from '../support/orders.ts'
import { describe, expect, it } from 'vitest'
import type { RunSummary } from '../../src/contract/runs.ts'
import { rejectedInputs } from '../../src/contract/rejected.ts'
import {
  isNarrowed,
  nothingChosen,
  toFilter,
  withoutCause,
  reasonsOf,
} from '../../src/renderer/features/rejected/rejected-filters.ts'
import type { RunView } from '../../src/contract/run-view.ts'
import {
  asSeen,
  durationOf,
  formatOffset,
  perSecond,
  rateOf,
  timesOf,
} from '../../src/renderer/format/run.ts'

const run: RunSummary = {
  runId: '6f1c2b1e-0000-4000-8000-000000000001',
  kind: 'run',
  queue: 'q',
  startedAt: '2024-01-01T00:00:00.000Z',
  lastAt: '2024-01-01T00:00:10.000Z',
  status: 'drained',
  idleMs: 0,
  counts: { received: 500, loaded: 500, duplicates: 0, rejected: 0, released: 0 },
  failure: null,
  circumstances: null,
  notes: null,
}
const later = Date.parse('2024-01-01T01:00:00Z')

describe('a run in words', () => {
  it('took until its end, or until now while it is running', () => {
    expect(durationOf(run, later)).toBe(10_000)
    expect(durationOf({ ...run, status: 'running' }, later)).toBe(3_600_000)
    expect(rateOf(run, later)).toBe(50)
    expect(rateOf({ ...run, idleMs: 5_000 }, later)).toBe(100)
  })

  it('is shown as the window has seen it, by one clock with the Monitor, until it is forgotten', () => {
    const view: RunView = {
      runId: run.runId,
      startedAt: Date.parse(run.startedAt) + 28_000,
      until: 'empty',
      maxMessages: null,
      maxSeconds: null,
      phase: { name: 'receiving' },
      counts: { ...run.counts, received: 900, loaded: 900 },
      held: 0,
      idle: { ms: 2_000, since: null },
      recent: [],
      notes: null,
      bottleneck: null,
      trend: [],
      end: null,
    }
    const cutOff: RunSummary = { ...run, status: 'cut-off' }
    const now = view.startedAt + 20_000
    const going = asSeen(cutOff, view, now)
    expect(going).toMatchObject({ status: 'running', counts: view.counts, idleMs: 2_000 })
    expect(durationOf(going, now)).toBe(20_000)
    expect(rateOf(going, now)).toBe(50)
    const end = { at: view.startedAt + 12_000, outcome: 'stopped', failure: null, left: 4 } as const
    const ended = asSeen(cutOff, { ...view, end }, later)
    expect(ended.status).toBe('stopped')
    expect(durationOf(ended, later)).toBe(12_000)
    expect(asSeen(run, { ...view, runId: 'another' }, now)).toBe(run)
    expect(asSeen(run, null, now)).toBe(run)
  })

  it('has no rate if nothing came or no time passed', () => {
    expect(rateOf({ ...run, counts: { ...run.counts, received: 0 } }, later)).toBeNull()
    expect(rateOf({ ...run, lastAt: run.startedAt }, later)).toBeNull()
  })

  it('has counts per step as messages a second, at the times since its start', () => {
    const series = { stepMs: 200, loaded: [10, 0, 4], duplicates: [], rejected: [], released: [] }
    expect(timesOf(series)).toEqual([0, 200, 400])
    expect(perSecond(series.loaded, series.stepMs)).toEqual([50, 0, 20])
    expect([0, 500, 5_000, 90_000].map(formatOffset)).toEqual(['0', '500 ms', '5 s', '1 min 30 s'])
  })
})

describe('the filter of rejected messages', () => {
  it("asks for what is waiting if nothing is chosen, in the contract's form", () => {
    const filter = toFilter(nothingChosen, null)
    expect(isNarrowed(filter)).toBe(false)
    expect(rejectedInputs.listRejected.parse({ filter })).toEqual(rejectedInputs.listRejected.parse({}))
  })

  it('takes a run from the address, and nothing else', () => {
    expect(toFilter(nothingChosen, run.runId)).toMatchObject({ runId: run.runId })
    for (const text of ['', 'x', `${run.runId}'`, '6f1c2b1e'])
      expect(toFilter(nothingChosen, text).runId).toBeNull()
  })

  it('is narrowed by anything but the state, and the groups are counted without the picked one', () => {
    expect(isNarrowed(toFilter({ ...nothingChosen, state: 'all' }, null))).toBe(false)
    const picked = toFilter({ ...nothingChosen, cause: 'not-json ', code: 'not-json' }, null)
    expect(isNarrowed(picked)).toBe(true)
    expect(withoutCause(picked)).toEqual({ ...picked, cause: null })
  })
})

describe('the reasons to choose from', () => {
  it("are the general ones, and those of the event's types", () => {
    expect(reasonsOf(logins)).toEqual(expect.arrayContaining(['missing-field', 'not-an-ip', 'not-a-version']))
    expect(reasonsOf(logins)).not.toContain('not-a-decimal')
    expect(reasonsOf(orders)).toEqual(
      expect.arrayContaining(['missing-field', 'not-a-decimal', 'not-an-email']),
    )
    expect(reasonsOf(orders)).not.toContain('not-an-ip')
    expect(reasonsOf(null)).toEqual(reasonCodes)
  })
})
