import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { noCounts, type Frame, type MonitorEvent } from '../../src/contract/events.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'
import { createFrameGate } from '../../src/main/frame-gate.ts'
import { foldFrames } from '../../src/renderer/state/fold-frames.ts'
import { monitorEvents } from '../support/monitor-events.ts'
import { runStarted } from '../support/started-run.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const settled = (at: number): MonitorEvent => ({
  type: 'run-settled',
  counts: { ...noCounts, received: 1, loaded: 1 },
  at,
})
const frame = (seq: number): Frame => ({ seq, events: [settled(seq)] })

const openGate = () => {
  const sent: Frame[] = []
  return { sent, gate: createFrameGate((one) => sent.push(one)) }
}

/** Samples for the rate and the forecast are merged by time, so they are coarser; everything else is the same. */
const withoutSamples = ({ run, ...rest }: Snapshot) => ({
  ...rest,
  run: run && { ...run, recent: [], trend: [], end: run.end && { ...run.end, left: null } },
})

describe('the gate before a window', () => {
  it('lets every frame through unchanged while the window is visible', () => {
    const { sent, gate } = openGate()
    for (const seq of [1, 2, 3]) gate.take(frame(seq))
    expect(sent).toEqual([frame(1), frame(2), frame(3)])
  })

  it('sends at most one frame a second while the window is hidden, with every count in it', () => {
    const { sent, gate } = openGate()
    gate.take(frame(1))
    gate.hide()
    for (let seq = 2; seq <= 51; seq += 1) {
      gate.take(frame(seq))
      vi.advanceTimersByTime(100)
    }
    expect(sent.length - 1).toBe(5)
    const { snapshot, gap } = foldFrames({ ...emptySnapshot, run: startedRun }, sent)
    expect(gap).toBe(false)
    expect([snapshot.seq, snapshot.run?.counts.loaded]).toEqual([51, 51])
  })

  it('sends the newest at once when the window is shown again, and then every frame', () => {
    const { sent, gate } = openGate()
    gate.take(frame(1))
    gate.hide()
    gate.take(frame(2))
    gate.take(frame(3))
    expect(sent).toHaveLength(1)
    gate.show()
    expect(sent.at(-1)).toEqual({
      seq: 3,
      first: 2,
      events: [{ ...settled(3), counts: { ...noCounts, received: 2, loaded: 2 } }],
    })
    gate.take(frame(4))
    expect(sent.at(-1)).toEqual(frame(4))
    vi.advanceTimersByTime(5_000)
    expect(sent).toHaveLength(3)
  })

  it('sends nothing to a closed window', () => {
    const { sent, gate } = openGate()
    gate.take(frame(1))
    gate.hide()
    gate.take(frame(2))
    gate.close()
    vi.advanceTimersByTime(5_000)
    expect(sent).toEqual([frame(1)])
  })

  it("leaves the page with the engine's state, whenever the window was hidden and shown", () => {
    const steps = fc.array(
      fc.record({ act: fc.constantFrom('hide', 'show', 'flush', null), wait: fc.nat(1_500) }),
      { minLength: 40, maxLength: 40 },
    )
    fc.assert(
      fc.property(monitorEvents(), steps, (events, plan) => {
        const { sent, gate } = openGate()
        let engine: Snapshot = emptySnapshot
        events.forEach((event, index) => {
          engine = { ...fold(engine, event), seq: index + 1 }
          gate.take({ seq: index + 1, events: [event] })
          const step = plan[index]
          if (step?.act != null) gate[step.act]()
          vi.advanceTimersByTime(step?.wait ?? 0)
        })
        gate.show()
        const { snapshot, gap } = foldFrames(emptySnapshot, sent)
        expect(gap).toBe(false)
        expect(withoutSamples(snapshot)).toEqual(withoutSamples(engine))
      }),
    )
  })
})

describe('a merged frame', () => {
  const merged: Frame = { seq: 6, first: 4, events: [settled(6)] }

  it('is folded if the snapshot ends just before it, and dropped if the snapshot contains it', () => {
    expect(foldFrames({ ...emptySnapshot, seq: 3 }, [merged])).toMatchObject({
      gap: false,
      snapshot: { seq: 6 },
    })
    expect(foldFrames({ ...emptySnapshot, seq: 6 }, [merged])).toMatchObject({ gap: false, events: [] })
  })

  it.each([2, 4, 5])('is a gap if the snapshot ends at %i, so that nothing is counted twice', (seq) => {
    expect(foldFrames({ ...emptySnapshot, seq }, [merged])).toMatchObject({ gap: true, snapshot: { seq } })
  })
})

const startedRun = fold(emptySnapshot, runStarted).run
