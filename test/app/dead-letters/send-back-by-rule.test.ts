import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readHistory } from '../../../src/adapters/postgres/repair-history.ts'
import { sendBack } from '../../../src/app/dead-letters/send-back.ts'
import { keepOwnVersion } from '../../../src/app/repair/mend-one.ts'
import { openRuleBench } from '../../../src/app/repair/bench.ts'
import type { RepairRule } from '../../../src/contract/repair-rule.ts'
import { usualReplay } from '../../../src/contract/repair-outcome.ts'
import { mendPage } from '../../../src/pipeline/repair/mending.ts'
import { toSending } from '../../../src/pipeline/repair/replay.ts'
import { createDeadLetterBench, type DeadLetterBench } from '../../support/dead-letter-bench.ts'
import { loginBody } from '../../support/logins.ts'
import { asFast, asFile, kept, loginRule, renamed } from '../../support/repair-bench.ts'

const never = new AbortController().signal

let bench: DeadLetterBench
beforeAll(async () => {
  bench = await createDeadLetterBench()
})
beforeEach(() => bench.empty())
afterAll(() => bench.close())

/** Rejects messages as a run does, and returns their message ids. */
const reject = async (...bodies: readonly string[]) => {
  const ids = await bench.send(bodies.map((body) => ({ body })))
  await bench.run()
  return ids
}

const former = (userId: string, more: object = {}) => loginBody({ user_id: undefined, userId, ...more })
const open = (rule: RepairRule) => openRuleBench(bench.workplace.benchOf(kept, null), asFile(rule))
const back = async (rule: RepairRule, mostFailures: number = usualReplay.mostFailures) =>
  sendBack(
    bench.workplace,
    { which: kept, rate: null, again: false, mend: { ...(await open(rule)), mostFailures } },
    never,
  )
const bodiesBack = async () => (await bench.look(bench.source)).map(({ body }) => body).toSorted()

describe('sending rejected messages back as a rule mends them', { timeout: 60_000 }, () => {
  it('N3: sends what would pass then, with its origin, and a run makes one row of each', async () => {
    const [id = ''] = await reject(
      former('a'),
      former('b'),
      loginBody({ ip: 'nowhere' }),
      former('c', { ip: 'nowhere' }),
    )
    const originals = await bench.repair.originals()
    // They were rejected in any order, so the first may be the one that would fail.
    expect(await back(renamed, 100)).toMatchObject({
      ...{ sent: 2, stillRejected: 1, taken: 0, elsewhere: 0, end: 'done', stage: null, failure: null },
    })
    expect(await bodiesBack()).toEqual(
      [former('a'), former('b')].map((body) => body.replace('userId', 'user_id')),
    )
    await bench.run()
    expect(await bench.repair.rows()).toBe(2)
    expect(await bench.repair.states()).toEqual({ loaded: 2, kept: 2 })
    expect(await bench.repair.originals()).toBe(originals)
    const history = await readHistory(bench.repair.storage.database, id)
    expect(history.versions).toMatchObject([{ rule: renamed.name, outcome: 'loaded' }])
    expect(history.returns).toMatchObject([{ version: 1, outcome: 'loaded' }])
  })

  it('N3: stops a wrong rule at its first stage, with nothing sent', async () => {
    await reject(...Array.from({ length: 20 }, (_, n) => former(`u${n}`)))
    const wrong = loginRule([{ do: 'set', at: '/app_version', value: 'latest' }], {}, 'wrong')
    expect(await back(wrong)).toMatchObject({
      ...{ sent: 0, stillRejected: 1, end: 'stopped', stage: { stage: 1, sent: 1, failed: 1 } },
    })
    expect(await bench.repair.states()).toEqual({ kept: 20 })
    expect(await bench.look(bench.source)).toEqual([])
    expect(await bench.repair.outcomes()).toEqual({})
  })

  it('N3: recognises what it has sent, and makes no second version of it', async () => {
    await reject(...Array.from({ length: 13 }, (_, n) => former(`u${n}`)))
    expect(await back(renamed)).toMatchObject({ sent: 13 })
    expect(await back(renamed)).toMatchObject({ sent: 0, underWay: 13 })
    expect(await bench.repair.outcomes()).toEqual({ sent: 13 })
    // Applied directly meanwhile, each is still one row.
    expect(await (await open(renamed)).apply(asFast, never)).toMatchObject({ loaded: 13 })
    await bench.run()
    expect(await bench.repair.rows()).toBe(13)
  })

  it('N3: by two at once makes one version and sends each once', async () => {
    await reject(...Array.from({ length: 30 }, (_, n) => former(`u${n}`)))
    const ends = await Promise.all([back(renamed), back(renamed)])
    expect(ends.map(({ end }) => end)).toEqual(['done', 'done'])
    expect(ends.reduce((sum, { sent }) => sum + sent, 0)).toBe(30)
    expect(await bench.look(bench.source)).toHaveLength(30)
    expect(await bench.repair.outcomes()).toEqual({ sent: 30 })
  })

  it('N3: starts from what a person made and did not send, with its attributes', async () => {
    const [messageId = ''] = await reject(former('a', { ip: 'nowhere' }))
    const { storage } = bench.repair
    await keepOwnVersion(storage, {
      ...{ rejectedId: await bench.repair.rejectedId(messageId), seen: 0, by: 'ann', text: former('a') },
      attributes: [{ name: 'trace', type: 'String', value: 'x' }],
    })
    expect(await back(renamed)).toMatchObject({ sent: 1 })
    const [sent] = await bench.look(bench.source)
    expect(sent?.body).toBe(former('a').replace('userId', 'user_id'))
    expect(sent?.attributes).toContainEqual({ name: 'trace', type: 'String', value: 'x' })
  })

  it(`N3: counts with what rules send directly: ${usualReplay.mostSends} times at most together`, async () => {
    const [id = ''] = await bench.send([{ body: former('poison', { ip: 'nowhere' }), origin: 'poison' }])
    await bench.run()
    for (let time = 0; time < 3; time += 1) {
      expect(await sendBack(bench.workplace, { which: kept, rate: null, again: false }, never)).toMatchObject(
        {
          sent: 1,
        },
      )
      await bench.run()
    }
    for (const [time, capped] of [0, 0, 1].entries()) {
      const rule = loginRule([{ do: 'set', at: '/app_version', value: `${time}.1` }], {}, `rule-${time}`)
      const opened = await open(rule)
      expect(await opened.preview(never)).toMatchObject({ capped })
      expect(await opened.apply({ ...asFast, mostFailures: 100 }, never)).toMatchObject({ capped })
    }
    expect(await readHistory(bench.repair.storage.database, id)).toMatchObject({ state: 'rejected-again' })
  })

  it('leaves what a rule made and did not send to that rule', async () => {
    await reject(former('a'))
    const { kept: rule, mendBy } = await open(renamed)
    const repairs = bench.repair.storage.repairs({ ruleId: rule.id, by: 'tester', mostSends: 5 })
    const page = await bench.repair.storage.rejections(kept).next('0')
    const { seal } = bench.repair.storage
    const { mended } = await mendPage(page, mendBy, { seal, repairs })
    await repairs.keep(mended.map((one) => toSending(one, seal)))
    await sendBack(bench.workplace, { which: kept, rate: null, again: false }, never)
    expect(await bodiesBack()).toEqual([former('a')])
  })
})
