import { describe, expect, it } from 'vitest'
import { noCounts, type Counts, type Depth, type Outcome, type Phase } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import type { RunView } from '../../src/contract/run-view.ts'
import { stateSentence } from '../../src/renderer/state/state-sentence.ts'
import { reaches, type ReachName } from '../support/reaches.ts'

const ended = (outcome: Outcome, counts: Partial<Counts> = {}, over: Partial<RunView> = {}): RunView => ({
  runId: 'r',
  startedAt: 0,
  until: 'empty',
  maxMessages: null,
  maxSeconds: null,
  phase: { name: 'finishing' },
  counts: { ...noCounts, received: 100, loaded: 99, rejected: 1, ...counts },
  held: 0,
  idle: { ms: 0, since: null },
  recent: [],
  notes: null,
  bottleneck: null,
  trend: [],
  end: { at: 1_000, outcome, failure: null, left: null },
  ...over,
})

const going = (phase: Phase, over: Partial<RunView> = {}): RunView => ({
  ...ended('drained'),
  end: null,
  phase,
  ...over,
})

const depth = (visible: number, inFlight = 0, delayed = 0): Depth => ({
  visible,
  inFlight,
  delayed,
  at: 2_000,
})

const say = (
  name: ReachName,
  {
    run = null,
    level = null,
    looking = false,
  }: { run?: RunView | null; level?: Depth | null; looking?: boolean },
): string => {
  const reach = reaches[name]
  const snapshot = { ...reach.snapshot, run, depth: level }
  const { text, waiting } = stateSentence({ ...reach, snapshot, looking }, 5_000)
  return waiting === null ? text : `${text} ${waiting}`
}

const cause = failure('database-unreachable')

describe('the sentence for the state of the Monitor', () => {
  it.each<[string, string]>([
    ['nothing known', say('connected', {})],
    ['an empty queue', say('connected', { level: depth(0) })],
    ['waiting', say('connected', { level: depth(50_020) })],
    ['one waits', say('connected', { level: depth(1) })],
    ['in flight elsewhere', say('connected', { level: depth(0, 20, 3) })],
    ['opening', say('opening', {})],
    ['lost', say('lost', { level: depth(5) })],
    ['lost in mid-run', say('lost', { run: going({ name: 'receiving' }) })],
    ['connecting', say('connecting', {})],
    ['failed', say('failed by the database', {})],
    ['failed after a run', say('failed by neither', { run: ended('failed') })],
    ['queue gone', say('queue gone', { level: depth(27_100) })],
    ['database gone', say('database gone', { level: depth(27_100) })],
    ['both gone', say('both gone', {})],
    ['queue restarting', say('queue restarting', {})],
    ['database restarting', say('database restarting', {})],
    ['dry run', say('connected', { looking: true, level: depth(9) })],
    ['receiving', say('connected', { run: going({ name: 'receiving' }) })],
    ['waiting until empty', say('connected', { run: going({ name: 'waiting' }) })],
    ['waiting until stopped', say('connected', { run: going({ name: 'waiting' }, { until: 'stopped' }) })],
    ['blocked', say('connected', { run: going({ name: 'blocked', inFlight: 1 }) })],
    [
      'waiting for the database',
      say('database gone', { run: going({ name: 'waiting-for-database', until: 9_000, failure: cause }) }),
    ],
    [
      'waiting for the queue',
      say('queue gone', { run: going({ name: 'waiting-for-queue', until: 9_000, failure: cause }) }),
    ],
    [
      'waiting for a witness',
      say('connected', { run: going({ name: 'waiting-for-witness', until: 9_000, failure: cause }) }),
    ],
    ['paused', say('connected', { run: going({ name: 'paused' }) })],
    ['finishing', say('connected', { run: going({ name: 'finishing' }) })],
    ['finishing a call', say('connected', { run: going({ name: 'finishing', pollEndsAt: 9_000 }) })],
    ['drained', say('connected', { run: ended('drained'), level: depth(0) })],
    ['drained, more came', say('connected', { run: ended('drained'), level: depth(50_020) })],
    [
      'drained, level not read since',
      say('connected', { run: ended('drained'), level: { ...depth(9), at: 900 } }),
    ],
    ['stopped', say('connected', { run: ended('stopped'), level: depth(0) })],
    [
      'stopped, some given back',
      say('connected', {
        run: ended('stopped', { received: 490, loaded: 99, released: 390 }),
        level: depth(26_670),
      }),
    ],
    ['stopped at once', say('connected', { run: ended('stopped', noCounts), level: depth(7) })],
    ['message limit', say('connected', { run: ended('limit', {}, { maxMessages: 100 }), level: depth(0) })],
    [
      'message limit, more wait',
      say('connected', { run: ended('limit', {}, { maxMessages: 100 }), level: depth(30) }),
    ],
    ['time limit', say('connected', { run: ended('limit', {}, { maxSeconds: 600 }), level: depth(30) })],
    [
      'time limit before the message limit',
      say('connected', { run: ended('limit', {}, { maxSeconds: 60, maxMessages: 500 }), level: depth(30) }),
    ],
    ['limit not known any more', say('connected', { run: ended('limit'), level: depth(30) })],
    ['run failed', say('connected', { run: ended('failed'), level: depth(26_670) })],
    ['run failed, queue gone', say('queue gone', { run: ended('failed'), level: depth(26_670) })],
    [
      'mostly rejected',
      say('connected', { run: ended('drained', { loaded: 0, rejected: 100 }), level: depth(30) }),
    ],
  ])('is one where it is: %s', (name, sentence) => {
    expect(sentence).toBe(sentences[name])
  })

  it('is loud if most was rejected or a run failed, and only then', () => {
    const toneOf = (run: RunView) =>
      stateSentence(
        {
          ...reaches.connected,
          snapshot: { ...reaches.connected.snapshot, run, depth: null },
          looking: false,
        },
        0,
      ).tone
    expect(toneOf(ended('drained', { loaded: 49, rejected: 51 }))).toBe('loud')
    expect(toneOf(ended('failed'))).toBe('loud')
    for (const outcome of ['drained', 'stopped', 'limit'] as const)
      expect(toneOf(ended(outcome))).toBe('plain')
  })

  it('blames nothing that was loaded or discarded since', () => {
    const run = ended('drained', { loaded: 10, rejected: 90 })
    const after = (leftRejected: number | null) => {
      const { connected } = reaches
      const snapshot = { ...connected.snapshot, run, depth: null }
      return stateSentence({ ...connected, snapshot, looking: false, leftRejected }, 0)
    }
    const how = 'Drained: nothing was left on the queue.'
    const blame = `${how} Most messages were rejected: 90 of 100`
    for (const left of [null, 90]) expect(after(left)).toMatchObject({ text: `${blame}.`, tone: 'loud' })
    expect(after(80)).toMatchObject({ text: `${blame}; 80 are left to deal with.`, tone: 'loud' })
    const fact = `${how} 90 of 100 messages were rejected`
    expect(after(50)).toMatchObject({ text: `${fact}; 50 are left to deal with.`, tone: 'plain' })
    expect(after(1).text).toBe(`${fact}; 1 is left to deal with.`)
    expect(after(0).text).toBe(`${fact}; all have been dealt with.`)
  })

  it('never contains two contradicting statements', () => {
    for (const sentence of Object.values(sentences)) {
      expect(sentence).not.toMatch(/Ready.*Drained|is empty.*waiting|empty.*may be waiting/)
    }
  })
})

const sentences: Readonly<Record<string, string>> = {
  'nothing known': 'Ready.',
  'an empty queue': 'Ready: the queue is empty.',
  waiting: 'Ready: about 50,020 messages are waiting.',
  'one waits': 'Ready: about 1 message is waiting.',
  'in flight elsewhere':
    'Ready: no message can be received now, with about 20 in flight and about 3 delayed.',
  opening: 'Connecting to the queue and the database…',
  lost: 'Not known: Sluice does not answer.',
  'lost in mid-run': 'Not known: Sluice does not answer.',
  connecting: 'Connecting to the queue and the database…',
  failed: 'Not connected: nothing can be run until there is a connection.',
  'failed after a run': 'Not connected: nothing can be run until there is a connection.',
  'queue gone': 'Not ready: the queue does not answer.',
  'database gone': 'Not ready: the database does not answer.',
  'both gone': 'Not ready: the database does not answer.',
  'queue restarting': 'Not ready: the queue is being started again.',
  'database restarting': 'Not ready: the database is being started again.',
  'dry run': 'Dry run: looking at what waits. Nothing is loaded, and everything goes back.',
  receiving: 'Receiving messages.',
  'waiting until empty': 'Waiting for messages: making sure that the queue is empty.',
  'waiting until stopped': 'Waiting for messages.',
  blocked: 'Blocked: 1 message held by another consumer.',
  'waiting for the database': 'Waiting for the database, next try in 4 s.',
  'waiting for the queue': 'Waiting for the queue, next try in 4 s.',
  'waiting for a witness': 'Waiting for other rows, next try in 4 s.',
  paused: 'Paused: what was received is settled, nothing more is received.',
  finishing: 'Finishing: settling the last messages.',
  'finishing a call': 'Finishing: the last call to the queue is still open, for up to 4 s.',
  drained: 'Drained: nothing was left on the queue.',
  'drained, more came': 'Drained: nothing was left on the queue. About 50,020 messages are waiting.',
  'drained, level not read since': 'Drained: nothing was left on the queue.',
  stopped: 'Stopped: everything that had been received was settled. The queue is empty now.',
  'stopped, some given back':
    'Stopped: 100 messages were settled, and 390 went back to the queue. About 26,670 messages are waiting.',
  'stopped at once': 'Stopped before any message came. About 7 messages are waiting.',
  'message limit': 'Message limit reached: 100 messages were received. The queue is empty now.',
  'message limit, more wait':
    'Message limit reached: 100 messages were received. About 30 messages are waiting.',
  'time limit': 'Time limit reached: it ran for 10 min. About 30 messages are waiting.',
  'time limit before the message limit':
    'Time limit reached: it ran for 1 min. About 30 messages are waiting.',
  'limit not known any more': 'Limit reached: 100 messages were received. About 30 messages are waiting.',
  'run failed': 'Failed: what had not been settled stayed on the queue. About 26,670 messages are waiting.',
  'run failed, queue gone':
    'Failed: what had not been settled stayed on the queue. How many messages wait is not known: the queue does not answer.',
  'mostly rejected':
    'Drained: nothing was left on the queue. No message was loaded: 100 were rejected. About 30 messages are waiting.',
}
