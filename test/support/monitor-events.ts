import fc from 'fast-check'
import type { Counts, MonitorEvent, Phase } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'

const counts: fc.Arbitrary<Counts> = fc
  .tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9))
  .map(([loaded, duplicates, rejected, released]) => ({
    received: loaded + duplicates + rejected + released,
    ...{ loaded, duplicates, rejected, released },
  }))

const phase: fc.Arbitrary<Phase> = fc.constantFrom<Phase[]>(
  { name: 'receiving' },
  { name: 'waiting' },
  { name: 'blocked', inFlight: 3 },
  { name: 'waiting-for-database', until: 5, failure: failure('internal') },
  { name: 'finishing' },
)

/** Any list of events whose times are within the window of the rate and do not run backwards. */
export const monitorEvents = (): fc.Arbitrary<readonly MonitorEvent[]> =>
  fc
    .array(
      fc.oneof<fc.Arbitrary<(at: number) => MonitorEvent>[]>(
        fc.constant(() => ({ type: 'connecting' })),
        fc.constant((at: number) => ({
          type: 'connection-failed',
          failure: failure('internal'),
          at,
          nextTryAt: null,
        })),
        fc.constantFrom('queue' as const, 'database' as const).map((which) => (at) => ({
          type: 'neighbour',
          which,
          neighbour: { state: 'away', since: at, failure: failure('internal'), nextTryAt: at + 5 },
        })),
        fc
          .nat(99)
          .map((visible) => (at) => ({ type: 'depth', depth: { visible, inFlight: 0, delayed: 0, at } })),
        fc.constantFrom('r1', 'r2').map((runId) => (at) => ({
          type: 'run-started',
          runId,
          at,
          until: 'empty',
          maxMessages: null,
          maxSeconds: null,
        })),
        phase.map((value) => (at) => ({ type: 'run-phase', phase: value, at, idleMs: 0 })),
        counts.map((value) => (at) => ({ type: 'run-settled', counts: value, at })),
        fc
          .constantFrom('queue' as const, 'processor' as const, null)
          .map((bottleneck) => () => ({ type: 'run-bottleneck', bottleneck })),
        fc.tuple(fc.constantFrom('o1', 'o2'), fc.option(fc.nat(9))).map(([operation, looked]) => () => ({
          ...{ type: 'look', operation },
          look: looked === null ? null : { looked, of: 9 },
        })),
        fc.tuple(fc.constantFrom('r1', 'r2'), fc.nat(9)).map(([runId, sent]) => () => ({
          type: 'repair',
          repair: {
            ...{ runId, name: 'n', hash: 'h', end: null },
            stages: [{ stage: 1, size: 9, sent, failed: 0 }],
          },
        })),
        fc.tuple(fc.constantFrom('r1', 'r2'), fc.nat(9)).map(([runId, done]) => (at: number) => ({
          type: 'dead-letter-work',
          work: {
            ...{ runId, job: 'pull', queue: 'dead', step: 'work' },
            ...{ since: 0, at, done, of: null, end: null },
          },
        })),
        fc.constant((at: number) => ({ type: 'run-ended', at, outcome: 'drained', failure: null })),
      ),
      { maxLength: 40 },
    )
    .map((makers) => makers.map((make, index) => make(1_000 + index * 10)))
