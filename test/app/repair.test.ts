import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readHistory } from '../../src/adapters/postgres/repair-history.ts'
import { reconcile } from '../../src/adapters/postgres/reconcile.ts'
import type { Storage } from '../../src/app/storage.ts'
import type { RepairRule } from '../../src/contract/repair-rule.ts'
import { loginBody } from '../support/logins.ts'
import { leftToProve } from '../support/everything.ts'
import {
  asFast,
  createRepairBench,
  fiveCauses,
  former,
  loginRule,
  renamed,
  wrongLogin,
  type RepairBench,
} from '../support/repair-bench.ts'

const signal = new AbortController().signal

let bench: RepairBench
beforeAll(async () => {
  bench = await createRepairBench()
})
beforeEach(() => bench.empty())
afterAll(() => bench.close())

/** A rule that changes the same messages and mends none of them. */
const wrongRule = loginRule([{ do: 'set', at: '/app_version', value: 'latest' }], {}, 'wrong')

const apply = async (rule: RepairRule, options = asFast) => (await bench.open(rule)).apply(options, signal)

const expectAllRunsToHold = async () => {
  for (const run of await reconcile(bench.storage.database, null)) expect(run.holds).toBe(true)
}

describe('mending many messages by a rule', () => {
  it.each([leftToProve === null ? 10_000 : 500])(
    'N2: clears %i of five causes with five rules, as the previews say, and leaves the originals as they are',
    async (count) => {
      await bench.reject(
        Array.from({ length: count }, (_, index) =>
          wrongLogin(`m-${index}`, fiveCauses[index % 5]?.body(`user-${index}`) ?? ''),
        ),
      )
      const originals = await bench.originals()
      const [fifth, none] = [count / 5, 0]
      for (const { rule } of fiveCauses) {
        const opened = await bench.open(rule)
        expect(await opened.preview(signal)).toMatchObject({
          ...{ meant: fifth, changed: fifth, wouldPass: fifth, wouldFail: none, capped: none, reasons: [] },
        })
        expect(await opened.apply(asFast, signal)).toMatchObject({
          ...{ meant: fifth, sent: fifth, loaded: fifth, rejectedAgain: none },
          ...{ end: 'done', failure: null, stage: null },
        })
      }
      expect(await bench.states()).toEqual({ loaded: count })
      expect(await bench.outcomes()).toEqual({ loaded: count })
      expect(await bench.rows()).toBe(count)
      expect(await bench.originals()).toBe(originals)
      await expectAllRunsToHold()
    },
    120_000,
  )

  it.each([leftToProve === null ? 100_000 : 1_200])(
    'N2: holds no more than a page of %i in a group, whatever their number',
    async (count) => {
      await bench.reject(former(0, count))
      let most = 0
      const watched: Storage = {
        ...bench.storage,
        rejections: (which) => {
          const port = bench.storage.rejections(which)
          const next = async (afterId: string) => {
            const page = await port.next(afterId)
            most = Math.max(most, page.length)
            return page
          }
          return { ...port, next }
        },
      }
      const opened = await bench.open(renamed, { storage: watched })
      expect(await opened.preview(signal)).toMatchObject({ meant: count, wouldPass: count })
      expect(await opened.apply(asFast, signal)).toMatchObject({ sent: count, loaded: count })
      expect(most).toBe(500)
    },
    600_000,
  )

  it('N2: mends a message of 1 MiB', async () => {
    const long = 'x'.repeat(1_048_000)
    await bench.reject([wrongLogin('long', loginBody({ session: long }))])
    expect(await apply(fiveCauses[1]?.rule as RepairRule)).toMatchObject({ loaded: 1 })
  })

  it('N2: says beforehand which would still be rejected and why, and writes nothing', async () => {
    await bench.reject([
      ...former(0, 3),
      wrongLogin('both', loginBody({ user_id: undefined, userId: 'x', ip: 'nowhere' })),
      wrongLogin('other', '{}'),
      wrongLogin('broken', '{"userId":'),
    ])
    const opened = await bench.open(loginRule(renamed.steps))
    expect(opened.isPreviewed()).toBe(false)
    expect(await opened.preview(signal)).toMatchObject({
      ...{ meant: 6, changed: 4, wouldPass: 3, wouldFail: 1 },
      reasons: [{ code: 'not-an-ip', pointer: '/ip', count: 1 }],
    })
    expect(await bench.states()).toEqual({ kept: 6 })
    expect(await bench.outcomes()).toEqual({})
    expect((await bench.open(loginRule(renamed.steps))).isPreviewed()).toBe(true)
  })

  it('N3: stops a wrong rule at its first stage, after one message', async () => {
    await bench.reject(former(0, 50))
    const originals = await bench.originals()
    expect(await apply(wrongRule)).toMatchObject({
      ...{ sent: 1, loaded: 0, rejectedAgain: 1, end: 'stopped', stage: { stage: 1, sent: 1, failed: 1 } },
    })
    expect(await bench.states()).toEqual({ kept: 50 })
    expect(await bench.outcomes()).toEqual({ 'rejected-again': 1 })
    expect(await bench.originals()).toBe(originals)
    // What the wrong rule made of the first one is not used as a basis.
    expect(await apply(renamed)).toMatchObject({ sent: 50, loaded: 50, stage: null })
  })

  it.each([
    { good: 1, mostFailures: 10, stage: 2, sent: 11 },
    { good: 11, mostFailures: 10, stage: 3, sent: 60 },
    { good: 40, mostFailures: 50, stage: null, sent: 60 },
    { good: 0, mostFailures: 100, stage: null, sent: 60 },
    { good: 59, mostFailures: 0, stage: 3, sent: 60 },
  ])(
    'N3: stops in stage $stage where $good are right before the others are wrong and $mostFailures % may be',
    async ({ good, mostFailures, stage, sent }) => {
      const bad = Array.from({ length: 60 - good }, (_, index) =>
        wrongLogin(`bad-${index}`, loginBody({ user_id: undefined, userId: 'x', ip: 'nowhere' })),
      )
      await bench.reject(former(0, good))
      await bench.reject(bad)
      const outcome = await apply(renamed, { ...asFast, mostFailures })
      expect(outcome).toMatchObject({ sent, loaded: good, rejectedAgain: sent - good })
      expect(outcome.stage?.stage ?? null).toBe(stage)
      await expectAllRunsToHold()
    },
  )

  it('N3: limits how often rules send a message, whatever the rule and whatever the id of its next delivery', async () => {
    await bench.reject([wrongLogin('first', loginBody({ ip: 'nowhere' }), { originId: 'poison' })])
    const rules = Array.from({ length: 4 }, (_, index) =>
      loginRule([{ do: 'set', at: '/app_version', value: `${index}.1` }], {}, `rule-${index}`),
    )
    for (const rule of [...rules, ...rules].slice(0, 5)) {
      expect(await apply(rule, { ...asFast, mostFailures: 100 })).toMatchObject({ sent: 1, capped: 0 })
    }
    await bench.reject([wrongLogin('redriven', loginBody({ ip: 'nowhere' }), { originId: 'poison' })])
    await bench.reject([wrongLogin('another', loginBody({ ip: 'nowhere' }))])
    const opened = await bench.open(rules[0] as RepairRule)
    expect(await opened.preview(signal)).toMatchObject({ meant: 3, capped: 2, wouldFail: 1 })
    expect(await opened.apply({ ...asFast, mostFailures: 100 }, signal)).toMatchObject({
      sent: 1,
      capped: 2,
    })
    const history = await readHistory(bench.storage.database, 'first')
    expect(history.versions.reduce((sum, { sends }) => sum + sends, 0)).toBe(5)
  })

  it('N3: keeps to a rate', async () => {
    await bench.reject(former(0, 12))
    const startedAt = performance.now()
    expect(await apply(renamed, { ...asFast, rate: 20 })).toMatchObject({ loaded: 12 })
    // 1 and then 10 and then 1: the last is sent after the 11 before it have had their time.
    expect(performance.now() - startedAt).toBeGreaterThan(500)
  })

  it('two senders by one rule at once make one row of each message', async () => {
    await bench.reject(former(0, 60))
    const outcomes = await Promise.all([apply(renamed), apply(renamed)])
    expect(outcomes.map(({ end }) => end)).toEqual(['done', 'done'])
    expect(outcomes.reduce((sum, { loaded }) => sum + loaded, 0)).toBe(60)
    expect(await bench.rows()).toBe(60)
    expect(await bench.outcomes()).toEqual({ loaded: 60 })
    await expectAllRunsToHold()
  })

  it('N2: foresees that copies of one event among its messages make one row', async () => {
    const [first, second] = former(0, 2)
    if (first === undefined || second === undefined) throw new Error('There are two.')
    await bench.reject([first, { ...second, originId: first.originId }])
    const opened = await bench.open(loginRule(renamed.steps))
    expect(await opened.preview(signal)).toMatchObject({ wouldPass: 2, alreadyLoaded: 1 })
    expect(await opened.apply(asFast, signal)).toMatchObject({ loaded: 1, alreadyLoaded: 1 })
    expect(await bench.rows()).toBe(1)
  })

  it('a message whose origin was loaded meanwhile is already loaded, and makes no second row', async () => {
    await bench.reject(former(0, 2))
    const [twin] = former(0, 1)
    const prepare = bench.prepare()
    await bench.commit(prepare([{ ...(twin ?? wrongLogin('', '')), messageId: 'twin', body: loginBody() }]))
    const opened = await bench.open(loginRule(renamed.steps))
    expect(await opened.preview(signal)).toMatchObject({ wouldPass: 2, alreadyLoaded: 1 })
    expect(await apply(renamed)).toMatchObject({ sent: 2, loaded: 1, alreadyLoaded: 1 })
    expect(await bench.rows()).toBe(2)
    expect(await bench.states()).toEqual({ loaded: 1, 'already-loaded': 1 })
  })
})
