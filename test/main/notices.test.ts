import { describe, expect, it } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import type { RunView } from '../../src/contract/run-view.ts'
import { emptySnapshot, fold } from '../../src/contract/snapshot.ts'
import { noticesOf } from '../../src/main/notices.ts'
import { quitQuestion } from '../../src/main/quit-question.ts'
import { barOf, steadyBar } from '../../src/main/task-bar.ts'
import { runStarted } from '../support/started-run.ts'

const started = fold(emptySnapshot, runStarted)

const runWith = (change: Partial<RunView>): RunView => {
  if (started.run === null) throw new Error('The run did not start')
  return { ...started.run, ...change }
}

const wanted = { drained: true, failed: true, rejectedOver: 1_000 }

describe('notices of a run', () => {
  it('do not include a kind that is switched off', () => {
    const none = { drained: false, failed: false, rejectedOver: null }
    const counts = { ...noCounts, received: 9_000, rejected: 9_000 }
    for (const outcome of ['drained', 'failed'] as const) {
      const run = runWith({ counts, end: { at: 1, outcome, failure: null, left: null } })
      expect(noticesOf(run, wanted, logins)).toHaveLength(2)
      expect(noticesOf(run, none, logins)).toEqual([])
    }
  })

  it('do not exist while it runs normally, or when a person stopped it', () => {
    expect(noticesOf(runWith({}), wanted, logins)).toEqual([])
    expect(
      noticesOf(runWith({ end: { at: 1, outcome: 'stopped', failure: null, left: null } }), wanted, logins),
    ).toEqual([])
  })

  it('report rejections from the first one over the threshold', () => {
    const rejecting = (rejected: number) =>
      noticesOf(runWith({ counts: { ...noCounts, received: 5_000, rejected } }), wanted, logins).map(
        ({ body }) => body,
      )
    expect(rejecting(1_000)).toEqual([])
    expect(rejecting(1_001)).toEqual(['1,001 of 5,000 messages are not valid login events.'])
  })

  it("say why a run failed, in the words of the failure's sentence", () => {
    const [notice] = noticesOf(
      runWith({ end: { at: 1, outcome: 'failed', failure: failure('internal', { code: 'x' }), left: null } }),
      wanted,
      logins,
    )
    expect(notice).toMatchObject({ kind: 'failed', title: 'The run failed' })
    expect(notice?.body.length).toBeGreaterThan(10)
  })
})

describe('the bar on the task bar', () => {
  const depth = { visible: 75, inFlight: 0, delayed: 0, at: 0 }
  const counts = { ...noCounts, received: 25, loaded: 25 }

  it('is off without a run and after one', () => {
    expect(barOf(emptySnapshot)).toBe(-1)
    const ended = runWith({ end: { at: 1, outcome: 'drained', failure: null, left: null } })
    expect(barOf({ ...started, run: ended })).toBe(-1)
  })

  it('is the share that is done', () => {
    expect(barOf({ ...started, depth, run: runWith({ counts }) })).toBe(0.25)
  })

  it('is indeterminate if no share is known, and for a run until stopped', () => {
    const endless = { ...started, depth, run: runWith({ counts, until: 'stopped' }) }
    for (const platform of ['linux', 'win32'] as const) {
      expect(barOf(started, platform)).toBeGreaterThan(1)
      expect(barOf(endless, platform)).toBeGreaterThan(1)
    }
    // There it would stay indeterminate for ever.
    expect(barOf(started, 'darwin')).toBe(-1)
    expect(barOf(endless, 'darwin')).toBe(-1)
  })

  it.each([
    ['falls back a little', 0.6, 0.59, 0.6],
    ['goes on', 0.6, 0.61, 0.61],
    ['falls back much, as many messages came', 0.6, 0.4, 0.4],
    ['is taken away', 0.02, -1, -1],
    ['comes', -1, 0, 0],
    ['takes the place of one without a share', 2, 0.99, 0.99],
  ])('is steady where it %s', (_, shown, bar, expected) => {
    expect(steadyBar(shown, bar)).toBe(expected)
  })
})

describe('the question before quitting', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('keeps running on Escape on %s', (platform) => {
    const { buttons, cancelId = -1, defaultId = -1 } = quitQuestion(platform)
    expect(buttons[cancelId]).toBe('Keep Running')
    expect(buttons[defaultId]).toBe('Stop and Quit')
  })

  it("has its buttons in the platform's order", () => {
    expect(quitQuestion('linux').buttons.at(-1)).toBe('Stop and Quit')
    expect(quitQuestion('darwin').buttons[0]).toBe('Stop and Quit')
    expect(quitQuestion('win32').buttons[0]).toBe('Stop and Quit')
  })
})
