import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventsOfEnd } from '../../src/app/engine-end.ts'
import { failure } from '../../src/contract/failure.ts'
import { emptySnapshot, fold } from '../../src/contract/snapshot.ts'
import { monitorEvents } from '../support/monitor-events.ts'

const cause = failure('engine-ended', { code: 'RangeError' })

describe('the events after an engine has ended by itself', () => {
  it('end everything that was running in it, whatever that was', () => {
    fc.assert(
      fc.property(monitorEvents(), (events) => {
        const before = events.reduce(fold, emptySnapshot)
        const after = eventsOfEnd(before, cause, 9_000).reduce(fold, before)
        expect(after.run?.end).not.toBeNull()
        expect(after.repair?.end).not.toBeNull()
        expect(after).toMatchObject({
          export: null,
          looks: {},
          connection: { state: 'failed', failure: cause },
        })
      }),
    )
  })

  it('say that a rule being applied failed, with the known stages', () => {
    const stages = [{ stage: 1, size: 1, sent: 1, failed: 0 }]
    const repair = { runId: 'r', name: 'n', hash: 'h', stages, end: null }
    const before = fold(emptySnapshot, { type: 'repair', repair })
    const after = eventsOfEnd(before, cause, 9_000).reduce(fold, before)
    expect(after.repair).toMatchObject({ stages, end: { end: 'failed', runId: 'r', failure: cause } })
  })
})
