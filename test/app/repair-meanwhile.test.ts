import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeState } from '../../src/adapters/postgres/rejected-state.ts'
import type { RepairsPort } from '../../src/pipeline/repair/repairs-port.ts'
import { keepOwnVersion } from '../../src/app/repair/mend-one.ts'
import type { Storage } from '../../src/app/storage.ts'
import type { RetryBatch } from '../../src/pipeline/ports.ts'
import { loginBody } from '../support/logins.ts'
import { createRepairBench, loginRule, wrongLogin, type RepairBench } from '../support/repair-bench.ts'

const signal = new AbortController().signal
const options = { rate: null, mostFailures: 100, mayBeUnseen: true }

let bench: RepairBench
beforeAll(async () => {
  bench = await createRepairBench()
})
beforeEach(() => bench.empty())
afterAll(() => bench.close())

const rename = loginRule([{ do: 'rename', at: '/userId', to: 'user_id' }], {}, 'rename')
/** Mends the same message in another way. */
const other = loginRule(
  [
    { do: 'default', at: '/user_id', value: 'x' },
    { do: 'drop', at: '/userId' },
  ],
  {},
  'other',
)

const rejectOne = () => bench.reject([wrongLogin('m', loginBody({ user_id: undefined, userId: 'u' }))])

/** Storage in which someone else does something once, before a step. */
const before = (step: 'send' | 'load', action: () => Promise<unknown>): Storage => {
  let isDone = false
  const once = async () => {
    if (isDone) return
    isDone = true
    await action()
  }
  return {
    ...bench.storage,
    repairs: (mending) => {
      const port = bench.storage.repairs(mending)
      const send: RepairsPort['send'] = async (run, sendings) => {
        if (step === 'send') await once()
        return port.send(run, sendings)
      }
      return { ...port, send }
    },
    rejections: (which) => {
      const port = bench.storage.rejections(which)
      const load = async (batch: RetryBatch) => {
        if (step === 'load') await once()
        return port.load(batch)
      }
      return { ...port, load }
    },
  }
}

const discard = async () =>
  changeState(bench.storage.database, { by: 'ids', ids: [await bench.rejectedId('m')] }, 'discarded', null)
const loadByOther = async () => (await bench.open(other)).apply(options, signal)
const mendByHand = async () =>
  keepOwnVersion(bench.storage, {
    ...{ rejectedId: await bench.rejectedId('m'), seen: 0, by: 'ann' },
    text: loginBody(),
  })

const replayMeanwhile = async (step: 'send' | 'load', action: () => Promise<unknown>) =>
  (await bench.open(rename, { storage: before(step, action) })).apply(options, signal)

describe('what someone else does while a rule is being applied', () => {
  it.each([
    ['discarded', 'send', discard, {}, 0],
    ['loaded by another rule', 'send', loadByOther, { loaded: 1 }, 1],
    ['mended by hand', 'send', mendByHand, { unsent: 1 }, 0],
    ['discarded', 'load', discard, { discarded: 1 }, 0],
    ['loaded by another rule', 'load', loadByOther, { loaded: 1, 'already-loaded': 1 }, 1],
  ] as const)(
    'a message that is %s before the %s is left to that',
    async (_, step, action, outcomes, rows) => {
      await rejectOne()
      const originals = await bench.originals()
      expect(await replayMeanwhile(step, action)).toMatchObject({ sent: 0, loaded: 0, taken: 1, end: 'done' })
      expect(await bench.outcomes()).toEqual(outcomes)
      expect(await bench.rows()).toBe(rows)
      expect(await bench.originals()).toBe(originals)
    },
  )

  it('a message with a fault in the table is kept, and the version that was sent is recognised', async () => {
    await rejectOne()
    await bench.test.query('alter table user_logins add constraint never check (user_id is null) not valid')
    const outcome = await (await bench.open(rename)).apply(options, signal)
    expect(outcome).toMatchObject({ loaded: 0 })
    expect(await bench.states()).toEqual({ kept: 1 })
    await bench.test.query('alter table user_logins drop constraint never')
    expect(await (await bench.open(rename)).apply(options, signal)).toMatchObject({ loaded: 1 })
    expect(await bench.outcomes()).toEqual({ loaded: 1 })
    expect(await bench.rows()).toBe(1)
  })
})

describe('the messages that a rule is for', () => {
  it.each([
    ['any', {}, 3],
    ['a reason', { code: 'not-an-ip' }, 2],
    ['a place', { pointer: '/user_id' }, 1],
    ['a reason at a place', { code: 'not-an-ip', pointer: '/user_id' }, 0],
    ['a cause', { cause: 'not-an-ip /ip' }, 1],
    ['a cause of several reasons', { cause: 'missing-field /user_id\nnot-an-ip /ip' }, 1],
  ])('%s', async (_, where, meant) => {
    await bench.reject([
      wrongLogin('one', loginBody({ ip: 'x' })),
      wrongLogin('two', loginBody({ ip: 'x', user_id: undefined })),
      wrongLogin('three', loginBody({ app_version: 'x' })),
    ])
    const opened = await bench.open(loginRule([{ do: 'drop', at: '/none' }], where))
    expect(await opened.preview(signal)).toMatchObject({ meant, changed: 0, wouldPass: 0 })
  })
})
