import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeFinish } from '../../src/contract/dead-letter-sums.ts'
import { paceOf } from '../../src/contract/dead-letter-work.ts'

const count = fc.nat({ max: 1_000_000 })
const common = { queue: fc.constant('dead'), end: fc.constant('done' as const), failure: fc.constant(null) }
const finishes = fc.oneof(
  fc.record({
    job: fc.constant('pull' as const),
    outcome: fc.record({ ...common, runId: fc.constant('r'), pulled: count, known: count, others: count }),
  }),
  fc.record({
    job: fc.constant('redrive' as const),
    outcome: fc.record({
      ...{ ...common, sent: count, loaded: count, pulled: count },
      ...{ known: count, others: count, cameBack: count },
    }),
  }),
  fc.record({
    job: fc.constant('send-back' as const),
    outcome: fc.record({
      ...{ ...common, sent: count, loaded: count, alreadyLoaded: count, unfit: count },
      ...{ underWay: count, capped: count, elsewhere: count, taken: count },
      ...{ stillRejected: count, stage: fc.constant(null) },
    }),
  }),
)

describe('how work on dead letters ended', () => {
  it('N3 is a sentence whose parts add up to the messages that were handled', () => {
    fc.assert(
      fc.property(finishes, (finish) => {
        const [sentence = ''] = describeFinish(finish).lines
        const [total = 0, ...parts] = [...sentence.matchAll(/\d[\d,]*/g)].map(([text]) =>
          Number(text.replaceAll(',', '')),
        )
        const dealtWith = Object.values(finish.outcome).reduce<number>(
          (sum, value) => sum + (typeof value === 'number' ? value : 0),
          0,
        )
        expect(total).toBe(dealtWith)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
      }),
    )
  })

  it('has a sentence for nothing done, for a task of the service, and for work that never began', () => {
    const nothing = { pulled: 0, known: 0, others: 0, runId: 'r', end: 'done', failure: null } as const
    expect(describeFinish({ job: 'pull', outcome: { queue: 'dead', ...nothing } }).lines).toEqual([
      'Nothing was pulled from dead.',
    ])
    const task = { status: 'CANCELLED', moved: 3, total: 12, rate: null, reason: null }
    expect(describeFinish({ job: 'move', task })).toEqual({
      ...{ lines: ['Stopped: 3 of about 12 moved.'], end: 'stopped', failure: null },
    })
    expect(describeFinish({ job: 'move', task: { ...task, status: 'FAILED' } }).end).toBe('failed')
    expect(describeFinish({ job: 'none', failure: null })).toEqual({
      lines: [],
      end: 'stopped',
      failure: null,
    })
  })
})

describe('the pace of such work', () => {
  it('is unknown at first, and an estimate that was too low leaves no remaining time', () => {
    const view = { since: 1_000, at: 3_000, done: 10, of: 40 }
    expect(paceOf(view)).toEqual({ perSecond: 5, secondsLeft: 6 })
    expect(paceOf({ ...view, done: 0 })).toBeNull()
    expect(paceOf({ ...view, at: 1_500 })).toBeNull()
    expect(paceOf({ ...view, of: 9 })).toEqual({ perSecond: 5, secondsLeft: null })
    expect(paceOf({ ...view, of: null })).toEqual({ perSecond: 5, secondsLeft: null })
  })
})
