import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeNotice } from '../../src/contract/run-notes.ts'
import type { RepairRule } from '../../src/contract/repair-rule.ts'
import { loginBody } from '../support/logins.ts'
import { renamed } from '../support/repair-bench.ts'
import { createRulesBench, formerBodies, type RulesBench } from '../support/rules-bench.ts'

let bench: RulesBench
beforeAll(async () => {
  bench = await createRulesBench()
}, 60_000)
beforeEach(() => bench.empty())
afterAll(() => bench.close())

/** Saves a rule, previews it on one message that was rejected for it, and switches it on. */
const switchOn = async (rule: RepairRule = renamed): Promise<string> => {
  const { hash } = await bench.keep(rule)
  await bench.preview(hash)
  expect(await bench.client.ask('enableRule', { hash, on: true })).toMatchObject({
    enabledAt: expect.any(String),
  })
  return hash
}

const versions = () =>
  bench.database.query<{ outcome: string; rule: string }>(
    'select outcome, name as rule from sluice.repairs join sluice.repair_rules using (rule_id) order by rejected_id',
  )

const notices = (): readonly string[] => {
  const { connection } = bench.client.current()
  return connection.state === 'connected'
    ? connection.source.notices.map((notice) => describeNotice(notice))
    : []
}

describe('a rule that is switched on', { timeout: 60_000 }, () => {
  it('N2 N4 mends what a run rejects before the run ends, with the original kept and the rule in the history', async () => {
    await switchOn()
    await bench.reject([...formerBodies(12), loginBody(), loginBody({ app_version: 'latest' })])
    expect(await bench.count('user_logins')).toBe(13)
    expect(await bench.count(`sluice.rejected where state = 'loaded'`)).toBe(12)
    expect(await bench.count('sluice.rejected where length(sealed_body) > 0')).toBe(13)
    expect(await bench.keptOnes()).toBe(1)
    expect(new Set((await versions()).map((one) => `${one.outcome} by ${one.rule}`))).toEqual(
      new Set([`loaded by ${renamed.name}`]),
    )
    expect(notices()).toContainEqual(
      `Mended by the rule ${renamed.name} and loaded: 12 of 12 rejected messages.`,
    )
    // The run itself reports what it did, and its sums are right.
    const { run } = bench.client.current()
    expect(run?.counts).toMatchObject({ loaded: 1, rejected: 13 })
    const { holds } = await bench.client.ask('reconcileRun', { runId: run?.runId ?? '' })
    expect(holds).toBe(true)
  })

  it('N2 is refused if nobody has previewed it here, and mends nothing once it is off', async () => {
    const { hash } = await bench.keep()
    expect(await bench.monitor.send('enableRule', { hash, on: true })).toMatchObject({
      failure: { code: 'repair-rule-unseen' },
    })
    await switchOn()
    await bench.client.ask('enableRule', { hash, on: false })
    await bench.reject(formerBodies(3))
    expect(await bench.keptOnes()).toBe(3)
    expect(await bench.count('sluice.repairs')).toBe(0)
  })

  it('N2 leaves alone what was rejected before it was on', async () => {
    await bench.reject(formerBodies(4, 'early'))
    await switchOn()
    await bench.reject(formerBodies(2, 'late'))
    expect(await bench.keptOnes()).toBe(4)
    expect(await bench.count('user_logins')).toBe(2)
  })

  it('N3 stops for the run if what it mends is rejected again, and says so', async () => {
    await switchOn()
    const wrong = Array.from({ length: 20 }, (_, n) =>
      loginBody({ user_id: undefined, userId: `u-${n}`, ip: 'nowhere' }),
    )
    await bench.reject(wrong)
    expect(await bench.keptOnes()).toBe(20)
    expect(await bench.count('sluice.repairs')).toBe(1)
    expect(notices()).toContainEqual(
      `The rule ${renamed.name} stopped for this run: too many messages that it mended were rejected again.`,
    )
  })

  it('A42 keeps a run from stopping for messages that it mends, and for no others', async () => {
    await switchOn()
    await bench.send(formerBodies(150))
    expect((await bench.client.run()).end).toMatchObject({ outcome: 'drained' })
    expect(await bench.count('user_logins')).toBe(150)
    await bench.send(Array.from({ length: 150 }, (_, n) => loginBody({ user_id: `v-${n}`, ip: 'nowhere' })))
    expect((await bench.client.run()).end).toMatchObject({
      outcome: 'failed',
      failure: { code: 'too-many-rejected' },
    })
    // What the run gave back is on the queue again.
    await bench.client.run({ ignoreRejectedShare: true })
  })

  it('says which rule can no longer be used, and mends nothing by it', async () => {
    await switchOn()
    await bench.database.query(`update sluice.repair_rules set file = '{}'`)
    await bench.reject(formerBodies(2))
    expect(await bench.keptOnes()).toBe(2)
    expect(notices()).toContainEqual(
      `The rule ${renamed.name} is switched on and cannot be used: Its file is not a rule any more.`,
    )
  })
})

describe('a run that goes on for long', { timeout: 60_000 }, () => {
  it('N2 has its rejections mended while it runs, and leaves the rest when it is stopped', async () => {
    await switchOn()
    await bench.send(formerBodies(5))
    const { runId } = await bench.client.ask('startRun', { until: 'stopped', ignoreRejectedShare: true })
    await expect.poll(() => bench.count('user_logins'), { timeout: 20_000 }).toBe(5)
    expect(bench.client.current().run).toMatchObject({ runId, end: null })
    await bench.client.ask('stopRun', {})
    await bench.client.until(({ run }) => run?.end != null)
  })
})
