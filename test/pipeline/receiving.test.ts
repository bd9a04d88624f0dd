import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failure } from '../../src/contract/failure.ts'
import {
  addReceivers,
  begin,
  beginReceiving,
  decide,
  next,
  type Answer,
  type Circumstances,
  type ReceiveCall,
  type ReceivingRules,
  type ReceivingState,
} from '../../src/pipeline/receiving.ts'

const rules: ReceivingRules = { until: 'empty', maxReceivers: 40, firstCall: 10, endsAt: Infinity }
const calm: Circumstances = {
  now: 0,
  isStopped: false,
  isPaused: false,
  isHeldUp: false,
  isProven: true,
  held: 0,
  room: 5_000,
  removing: 0,
}
const nothing = { visible: 0, inFlight: 0, delayed: 0, at: 0 }

const start = (more: Partial<ReceivingRules> = {}, maxMessages: number | null = null): ReceivingState =>
  beginReceiving({ ...rules, ...more }, maxMessages, 0)

/** Begins the decided call. */
const callNow = (state: ReceivingState, so: Partial<Circumstances> = {}) => {
  const step = decide(state, { ...calm, ...so })
  if (step.kind !== 'call') throw new Error(`It wants to ${step.kind}`)
  return { call: step.call, state: begin(state, step.call) }
}

const received = (call: ReceiveCall, count: number): Answer => ({ kind: 'received', call, count })
const setback = { failure: failure('queue-unreachable', { url: 'http://queue' }), delay: 500, until: 500 }
const withReceivers = (wanted: number, more: Partial<ReceivingRules> = {}): ReceivingState => {
  const state = start(more)
  return { ...state, pace: { ...state.pace, wanted } }
}

describe('what to do next while messages are received', () => {
  it('asks for ten, or for as many as are still wanted beyond open calls', () => {
    const two = { ...start({}, 13), pace: { ...start().pace, wanted: 3 } }
    const first = callNow(two)
    expect(first.call.max).toBe(10)
    const second = callNow(first.state)
    expect(second.call.max).toBe(3)
    expect(decide(second.state, calm)).toEqual({ kind: 'rest', ms: Infinity })
    const short = next(second.state, received(first.call, 4), 1)
    expect(callNow(short).call.max).toBe(6)
    const all = next(next(second.state, received(first.call, 10), 1), received(second.call, 3), 1)
    expect(decide(all, calm)).toEqual({ kind: 'end', end: 'limit' })
  })

  it('ends at its limit, and not below it, if the service returns more than requested', () => {
    const { call, state } = callNow(start({}, 3))
    expect(decide(next(state, received(call, 10), 1), calm)).toEqual({ kind: 'end', end: 'limit' })
  })

  it('waits for room for a whole call, but never if nothing is held that could make room', () => {
    expect(decide(start(), { ...calm, held: 1, room: 9 })).toMatchObject({ kind: 'rest' })
    expect(callNow(start(), { held: 1, room: 10 }).call.max).toBe(10)
    expect(callNow(start(), { room: 1 }).call.max).toBe(1)
  })

  it('keeps one receiver if two learn in the same moment that the queue has nothing', () => {
    const first = callNow(withReceivers(2))
    const second = callNow(first.state)
    const one = next(second.state, received(first.call, 0), 1)
    expect(one).toMatchObject({ open: 1, mustLook: false })
    const none = next(one, received(second.call, 0), 1)
    expect(decide(none, calm)).toEqual({ kind: 'look' })
    expect(
      callNow(next(none, { kind: 'looked', depth: { ...nothing, visible: 5 } }, 1), { now: 1_000 }).call.max,
    ).toBe(10)
  })

  it('A30: is drained only after three looks in a row that found nothing, each after an empty answer', () => {
    let state = start()
    for (const depth of [
      nothing,
      nothing,
      { ...nothing, delayed: 1 },
      nothing,
      null,
      nothing,
      nothing,
      nothing,
    ]) {
      expect(state.end).toBeNull()
      const asked = callNow(state, { now: state.restUntil })
      const look: Answer = depth === null ? { kind: 'look-failed', ...setback } : { kind: 'looked', depth }
      state = next(next(asked.state, received(asked.call, 0), 1), look, 1)
    }
    expect(decide(state, calm)).toEqual({ kind: 'end', end: 'drained' })
  })

  it('A11: a failed look is reported and followed by a pause, and the queue’s next answer ends that', () => {
    const { call, state } = callNow(start())
    const failed = next(next(state, received(call, 0), 1), { kind: 'look-failed', ...setback }, 1)
    expect(failed.phase).toEqual({
      name: 'waiting-for-queue',
      until: setback.until,
      failure: setback.failure,
    })
    expect(decide(failed, { ...calm, now: 1 })).toEqual({ kind: 'rest', ms: setback.delay })
    const again = callNow(failed, { now: 1_000 })
    expect(next(again.state, received(again.call, 0), 1_001)).toMatchObject({
      phase: { name: 'waiting' },
      failedTries: 0,
      mustLook: true,
    })
  })

  it('A29: reports that others hold the rest, and does not end', () => {
    const { call, state } = callNow(start())
    const looked = next(
      next(state, received(call, 0), 1),
      { kind: 'looked', depth: { ...nothing, inFlight: 7 } },
      1,
    )
    expect(looked.phase).toEqual({ name: 'blocked', inFlight: 7 })
    expect(looked.end).toBeNull()
  })

  it('looks at the depth only once nothing is held', () => {
    const { call, state } = callNow(start())
    const empty = next(state, received(call, 0), 1)
    expect(decide(empty, { ...calm, held: 3 })).toEqual({ kind: 'rest', ms: Infinity })
    expect(decide(empty, calm)).toEqual({ kind: 'look' })
  })

  it('has at most one call until something is settled, as small as required', () => {
    const { call, state } = callNow(withReceivers(5, { firstCall: 1 }), { isProven: false })
    expect(call.max).toBe(1)
    expect(decide(state, { ...calm, isProven: false }).kind).toBe('rest')
    const answered = next(state, received(call, 1), 1)
    expect(decide(answered, { ...calm, isProven: false, held: 1 }).kind).toBe('rest')
    expect(callNow(answered, { isProven: false }).call.max).toBe(1)
    expect(callNow(answered, { held: 1 }).call.max).toBe(10)
  })

  it('receives nothing while paused or while the database is away', () => {
    expect(decide(start(), { ...calm, isPaused: true }).kind).toBe('rest')
    expect(decide(start(), { ...calm, isHeldUp: true }).kind).toBe('rest')
  })

  it('C12: polls a queue that has long been idle for five seconds at a time, so twelve times a minute', () => {
    const idle = start({ until: 'stopped' })
    expect(callNow(idle, { now: 1_000 }).call.waitSeconds).toBe(2)
    expect(callNow(idle, { now: 31_000 }).call.waitSeconds).toBe(5)
  })

  it('waits for an open call when it is told to stop, and begins none', () => {
    const { call, state } = callNow(start())
    expect(decide(state, { ...calm, isStopped: true })).toEqual({ kind: 'rest', ms: Infinity })
    expect(decide(next(state, received(call, 0), 1), { ...calm, isStopped: true })).toEqual({
      kind: 'end',
      end: 'stopped',
    })
  })

  it('begins no call that could outlast the limit of time', () => {
    const timed = start({ until: 'stopped', endsAt: 3_500 })
    expect(callNow(timed, { now: 0 }).call.waitSeconds).toBe(2)
    expect(callNow(timed, { now: 2_000 }).call.waitSeconds).toBe(1)
    expect(callNow(timed, { now: 2_600 }).call.waitSeconds).toBe(0)
    expect(decide(timed, { ...calm, now: 3_500 })).toEqual({ kind: 'end', end: 'limit' })
  })

  it('rests a moment between calls that may not wait, so that none follow each other without a pause', () => {
    const { call, state } = callNow(start({ until: 'stopped', endsAt: 900 }))
    expect(call.waitSeconds).toBe(0)
    expect(decide(next(state, received(call, 0), 5), { ...calm, now: 5 })).toEqual({ kind: 'rest', ms: 100 })
  })

  it('tries a failing service with one call, after the given pause', () => {
    const first = callNow(withReceivers(2))
    const second = callNow(first.state)
    const failed = (call: ReceiveCall): Answer => ({
      ...{ kind: 'failed', call, failure: failure('queue-busy'), delay: 700, until: 700 },
    })
    const one = next(second.state, failed(first.call), 0)
    expect(one).toMatchObject({ failedTries: 0, pace: { wanted: 1 } })
    const both = next(one, failed(second.call), 0)
    expect(both).toMatchObject({ failedTries: 1, phase: { name: 'waiting-for-queue', until: 700 } })
    expect(decide(both, calm)).toEqual({ kind: 'rest', ms: 700 })
    expect(callNow(both, { now: 700 }).call.max).toBe(10)
  })

  it('lets deletes go first if calls queue at the service', () => {
    const state = withReceivers(2)
    const crowded = { ...state, pace: { ...state.pace, isCrowded: true } }
    const { state: one } = callNow(crowded, { removing: 1 })
    expect(decide(one, { ...calm, removing: 1 }).kind).toBe('rest')
    expect(decide(one, calm).kind).toBe('call')
    expect(decide(callNow(state).state, { ...calm, removing: 1 }).kind).toBe('call')
  })

  it('never has more calls open than wanted, asks for no more than there is room for, and never gets stuck', () => {
    const event = fc.record({
      count: fc.integer({ min: 0, max: 12 }),
      held: fc.nat(30),
      proven: fc.boolean(),
      adds: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 60 }),
        fc.option(fc.integer({ min: 1, max: 200 })),
        (events, most) => {
          let state = start({ maxReceivers: 6 }, most)
          const open: ReceiveCall[] = []
          let now = 0
          for (const { count, held, proven, adds } of events) {
            now += 300
            for (;;) {
              const step = decide(state, { ...calm, now, held, isProven: proven })
              if (step.kind === 'look') state = next(state, { kind: 'looked', depth: nothing }, now)
              if (step.kind === 'end') return
              if (step.kind === 'rest') break
              if (step.kind !== 'call') continue
              open.push(step.call)
              state = begin(state, step.call)
              expect(open.length).toBeLessThanOrEqual(proven ? state.pace.wanted : Math.max(1, open.length))
              expect(state.reserved).toBeLessThanOrEqual(state.budget)
            }
            const call = open.shift()
            // With nothing open and nothing held there is always something to do.
            if (call === undefined) expect(held > 0 || state.restUntil > now).toBe(true)
            else state = next(state, received(call, count), now)
            if (adds) state = addReceivers(state)
            expect(state.open).toBe(open.length)
          }
        },
      ),
    )
  })
})
