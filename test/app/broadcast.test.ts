import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBroadcast } from '../../src/app/broadcast.ts'
import type { Frame, MonitorEvent } from '../../src/contract/events.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'
import { monitorEvents } from '../support/monitor-events.ts'
import { sleep } from '../support/scripted-queue.ts'
import { runStarted } from '../support/started-run.ts'

const apply = (snapshot: Snapshot, frame: Frame): Snapshot => ({
  ...frame.events.reduce(fold, snapshot),
  seq: frame.seq,
})

const waiting: MonitorEvent = { type: 'run-phase', phase: { name: 'waiting' }, at: 1, idleMs: 0 }
const started: MonitorEvent = { ...runStarted, at: 1 }
const one: MonitorEvent = {
  type: 'run-settled',
  at: 2,
  counts: { received: 1, loaded: 1, duplicates: 0, rejected: 0, released: 0 },
}

describe('the broadcast', () => {
  it('gives a late listener, through a snapshot and what follows it, the same state as one that heard everything', async () => {
    await fc.assert(
      fc.asyncProperty(monitorEvents(), monitorEvents(), async (before, after) => {
        const broadcast = createBroadcast()
        let early = emptySnapshot
        broadcast.listen((frame) => {
          early = apply(early, frame)
        })
        before.forEach(broadcast.emit)
        let late: Snapshot | null = null
        const missed: Frame[] = []
        broadcast.listen((frame) => {
          // As a window does: frames that the snapshot already contains are skipped.
          if (late === null) missed.push(frame)
          else if (frame.seq > late.seq) late = apply(late, frame)
        })
        late = broadcast.snapshot()
        for (const frame of missed) if (frame.seq > late.seq) late = apply(late, frame)
        after.forEach(broadcast.emit)
        const now = broadcast.snapshot()
        expect(late).toEqual(now)
        expect(early).toEqual(now)
      }),
      { numRuns: 100 },
    )
  })

  it('numbers frames without gaps, holds events back for a tenth of a second, and sends no empty frame', async () => {
    const broadcast = createBroadcast()
    const frames: Frame[] = []
    broadcast.listen((frame) => frames.push(frame))
    broadcast.emit(started)
    while (frames.length < 1) await sleep(1)
    for (let time = 0; time < 1_000; time += 1) broadcast.emit(one)
    expect(frames).toHaveLength(1)
    while (frames.length < 2) await sleep(5)
    expect(frames.map((frame) => frame.seq)).toEqual([1, 2])
    expect(frames[1]?.events).toEqual([
      { ...one, counts: { received: 1_000, loaded: 1_000, duplicates: 0, rejected: 0, released: 0 } },
    ])
    expect(broadcast.snapshot().seq).toBe(2)
    await sleep(250)
    expect(frames).toHaveLength(2)
  })

  it('continues when a listener throws, without disturbing the others', () => {
    const broadcast = createBroadcast()
    const heard: number[] = []
    broadcast.listen(() => {
      throw new Error('a window that is gone')
    })
    broadcast.listen((frame) => heard.push(frame.seq))
    broadcast.emit(waiting)
    expect(broadcast.snapshot().seq).toBe(1)
    broadcast.emit(waiting)
    expect(broadcast.snapshot().seq).toBe(2)
    expect(heard).toEqual([1, 2])
  })

  it('sends nothing more to a listener that has left', () => {
    const broadcast = createBroadcast()
    const heard: Frame[] = []
    const leave = broadcast.listen((frame) => heard.push(frame))
    leave()
    broadcast.emit(waiting)
    broadcast.snapshot()
    expect(heard).toEqual([])
  })
})
