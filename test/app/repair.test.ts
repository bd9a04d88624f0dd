import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listCauses } from '../../src/adapters/postgres/rejected-causes.ts'
import { listRejected } from '../../src/adapters/postgres/rejected.ts'
import { changeState } from '../../src/adapters/postgres/rejected-state.ts'
import { readHistory } from '../../src/adapters/postgres/repair-history.ts'
import { reconcile } from '../../src/adapters/postgres/reconcile.ts'
import { keepOwnVersion } from '../../src/app/repair/mend-one.ts'
import { sendDrafts, type ReplayOptions } from '../../src/app/repair/bench.ts'
import type { Storage } from '../../src/app/storage.ts'
import type { RepairRule } from '../../src/contract/repair-rule.ts'
import { versionName } from '../../src/pipeline/repair/repairs-port.ts'
import { loginBody } from '../support/logins.ts'
import { leftToProve } from '../support/everything.ts'
import { causesOf, listOf } from '../support/rejected.ts'
import {
  createRepairBench,
  fiveCauses,
  kept,
  loginRule,
  wrongLogin,
  type RepairBench,
} from '../support/repair-bench.ts'

const signal = new AbortController().signal
const asFast: ReplayOptions = { rate: null, mostFailures: 10 }

let bench: RepairBench
beforeAll(async () => {
  bench = await createRepairBench()
})
beforeEach(() => bench.empty())
afterAll(() => bench.close())

/** Logins whose field has its former name. */
const former = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) =>
    wrongLogin(`m-${from + index}`, fiveCauses[0]?.body(`user-${from + index}`) ?? ''),
  )

const renamed = fiveCauses[0]?.rule as RepairRule

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
    expect(opened.isPreviewed).toBe(false)
    expect(await opened.preview(signal)).toMatchObject({
      ...{ meant: 6, changed: 4, wouldPass: 3, wouldFail: 1 },
      reasons: [{ code: 'not-an-ip', pointer: '/ip', count: 1 }],
    })
    expect(await bench.states()).toEqual({ kept: 6 })
    expect(await bench.outcomes()).toEqual({})
    expect((await bench.open(loginRule(renamed.steps))).isPreviewed).toBe(true)
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
    // What the wrong rule made of the first one is not built on.
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
      const outcome = await apply(renamed, { rate: null, mostFailures })
      expect(outcome).toMatchObject({ sent, loaded: good, rejectedAgain: sent - good })
      expect(outcome.stage?.stage ?? null).toBe(stage)
      await expectAllRunsToHold()
    },
  )

  it('N3: sends a message by rules no more often than it may, whatever rule and whatever id it comes back under', async () => {
    await bench.reject([wrongLogin('first', loginBody({ ip: 'nowhere' }), { originId: 'poison' })])
    const rules = Array.from({ length: 4 }, (_, index) =>
      loginRule([{ do: 'set', at: '/app_version', value: `${index}.1` }], {}, `rule-${index}`),
    )
    for (const rule of [...rules, ...rules].slice(0, 5)) {
      expect(await apply(rule, { rate: null, mostFailures: 100 })).toMatchObject({ sent: 1, capped: 0 })
    }
    await bench.reject([wrongLogin('redriven', loginBody({ ip: 'nowhere' }), { originId: 'poison' })])
    await bench.reject([wrongLogin('another', loginBody({ ip: 'nowhere' }))])
    const opened = await bench.open(rules[0] as RepairRule)
    expect(await opened.preview(signal)).toMatchObject({ meant: 3, capped: 2, wouldFail: 1 })
    expect(await opened.apply({ rate: null, mostFailures: 100 }, signal)).toMatchObject({
      sent: 1,
      capped: 2,
    })
    const history = await readHistory(bench.storage.database, 'first')
    expect(history.versions.reduce((sum, { sends }) => sum + sends, 0)).toBe(5)
  })

  it('N3: keeps to a rate', async () => {
    await bench.reject(former(0, 12))
    const startedAt = performance.now()
    expect(await apply(renamed, { rate: 20, mostFailures: 10 })).toMatchObject({ loaded: 12 })
    // 1 and then 10 and then 1: the last is sent when the 11 before it have had their time.
    expect(performance.now() - startedAt).toBeGreaterThan(500)
  })

  it('two who send by one rule at once make one row of each message', async () => {
    await bench.reject(former(0, 60))
    const outcomes = await Promise.all([apply(renamed), apply(renamed)])
    expect(outcomes.map(({ end }) => end)).toEqual(['done', 'done'])
    expect(outcomes.reduce((sum, { loaded }) => sum + loaded, 0)).toBe(60)
    expect(await bench.rows()).toBe(60)
    expect(await bench.outcomes()).toEqual({ loaded: 60 })
    await expectAllRunsToHold()
  })

  it('a message that another was loaded for meanwhile is already loaded, and no second row', async () => {
    await bench.reject(former(0, 2))
    const [twin] = former(0, 1)
    const prepare = bench.prepare()
    await bench.commit(prepare([{ ...(twin ?? wrongLogin('', '')), messageId: 'twin', body: loginBody() }]))
    expect(await apply(renamed)).toMatchObject({ sent: 2, loaded: 1, alreadyLoaded: 1 })
    expect(await bench.rows()).toBe(2)
    expect(await bench.states()).toEqual({ loaded: 1, 'already-loaded': 1 })
  })
})

describe('a message that one person mends', () => {
  const keep = (text: string, seen = 0, rejectedId = id) =>
    keepOwnVersion(bench.storage, { rejectedId, seen, text, by: 'ann' })
  let id = ''
  beforeEach(async () => {
    await bench.reject([wrongLogin('m', loginBody({ ip: 'nowhere' }))])
    id = await bench.rejectedId('m')
  })
  const send = () => sendDrafts(bench.request({ which: { by: 'ids', ids: [id] } }), asFast, signal)

  it('N4: is a version beside the original, with who, when and outcome, and is loaded when it is sent', async () => {
    const originals = await bench.originals()
    expect(await keep(loginBody({ ip: 'still wrong' }))).toBe(1)
    expect(await send()).toMatchObject({ sent: 1, rejectedAgain: 1 })
    expect(await keep(loginBody({ ip: '203.0.113.1' }), 1)).toBe(2)
    expect(await send()).toMatchObject({ sent: 1, loaded: 1 })
    expect(await readHistory(bench.storage.database, 'm')).toMatchObject({
      ...{ id, state: 'loaded' },
      versions: [
        {
          ...{ version: 1, base: 0, rule: null, madeBy: 'ann', outcome: 'rejected-again' },
          reasons: [{ code: 'not-an-ip', pointer: '/ip' }],
        },
        { version: 2, base: 1, rule: null, madeBy: 'ann', outcome: 'loaded', reasons: [] },
      ],
    })
    expect(await bench.originals()).toBe(originals)
  })

  it('N4: is told that somebody else has mended it meanwhile', async () => {
    const kept = await Promise.allSettled([keep(loginBody()), keep(loginBody({ locale: 'FR' }))])
    expect(kept.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(keep(loginBody())).rejects.toMatchObject({ failure: { code: 'mended-meanwhile' } })
  })

  it.each(['loaded', 'discarded'])('N4: is told that it was %s meanwhile', async (how) => {
    if (how === 'discarded') await changeState(bench.storage.database, kept, 'discarded', null)
    else {
      await keep(loginBody())
      await send()
    }
    await expect(keep(loginBody(), 1)).rejects.toMatchObject({ failure: { code: 'settled-meanwhile' } })
  })

  it('N4: a version that was made and then overtaken is not sent', async () => {
    await keep(loginBody())
    await changeState(bench.storage.database, kept, 'discarded', null)
    expect(await send()).toMatchObject({ sent: 0, runId: null })
    expect(await bench.rows()).toBe(0)
  })

  it('a rule starts from what a person has made and not sent', async () => {
    await keep(loginBody({ user_id: undefined, userId: 'x' }))
    expect(await apply({ ...renamed, where: { code: null, pointer: null, cause: null } })).toMatchObject({
      loaded: 1,
    })
    expect((await readHistory(bench.storage.database, id)).versions).toMatchObject([
      { version: 1, outcome: null },
      { version: 2, base: 1, rule: 'renamed', outcome: 'loaded' },
    ])
  })

  it('an unknown one is said to be none', async () => {
    await expect(readHistory(bench.storage.database, 'nobody')).rejects.toMatchObject({
      failure: { code: 'not-found' },
    })
    await expect(keep(loginBody(), 0, '4711')).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })
})

describe('bugs that other tools had', () => {
  it('N4: a message that was sent again with success does not count as failed any more', async () => {
    await bench.reject(former(0, 3))
    await apply(renamed)
    expect(await listRejected(bench.storage.database, listOf())).toMatchObject({ total: 0, rejected: [] })
  })

  it('N4: an edit that is rejected again drops neither the message nor the edit', async () => {
    await bench.reject([wrongLogin('m', loginBody({ ip: 'nowhere' }))])
    const id = await bench.rejectedId('m')
    const edited = loginBody({ ip: 'still wrong' })
    await keepOwnVersion(bench.storage, { rejectedId: id, seen: 0, text: edited, by: 'ann' })
    const outcome = await sendDrafts(bench.request(), asFast, signal)
    expect(outcome).toMatchObject({ loaded: 0, rejectedAgain: 1 })
    const [row] = await bench.test.query<{ original: Buffer; version: Buffer }>(
      `select r.sealed_body as original, v.sealed_body as version
       from sluice.rejected r join sluice.repairs v using (rejected_id) where state = 'kept'`,
    )
    expect(bench.storage.seal.open('m', row?.original ?? Buffer.of()).body).toBe(loginBody({ ip: 'nowhere' }))
    expect(bench.storage.seal.open(versionName('m', 1), row?.version ?? Buffer.of()).body).toBe(edited)
  })

  it('N4: "all" is what was there when the bench was opened, not what came since', async () => {
    await bench.reject(former(0, 3))
    const opened = await bench.open(renamed)
    await bench.reject(former(3, 5))
    expect(await opened.apply(asFast, signal)).toMatchObject({ meant: 3, loaded: 3 })
    expect(await bench.states()).toEqual({ loaded: 3, kept: 2 })
  })

  it('N4: the count of a group reaches zero when the last of it is loaded', async () => {
    await bench.reject(former(0, 4))
    expect(await listCauses(bench.storage.database, causesOf())).toMatchObject({ groups: 1, total: 4 })
    await apply(renamed)
    expect(await listCauses(bench.storage.database, causesOf())).toMatchObject({ groups: 0, total: 0 })
  })
})
