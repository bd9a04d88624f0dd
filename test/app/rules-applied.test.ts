import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loginBody } from '../support/logins.ts'
import { fiveCauses, kept } from '../support/repair-bench.ts'
import { createRulesBench, formerBodies, type RulesBench } from '../support/rules-bench.ts'

let bench: RulesBench
beforeAll(async () => {
  bench = await createRulesBench()
}, 60_000)
beforeEach(() => bench.empty())
afterAll(() => bench.close())

describe('messages that would pass now', { timeout: 60_000 }, () => {
  it('are counted as a run would judge them and loaded by one action; the others are left alone', async () => {
    await bench.reject([
      ...Array.from({ length: 5 }, (_, n) => loginBody({ user_id: `u-${n}`, extra: n })),
      loginBody({ app_version: 'latest' }),
    ])
    const look = () => bench.client.ask('previewRetry', { which: kept, operation: crypto.randomUUID() })
    expect(await look()).toMatchObject({ looked: 6, wouldPass: 0 })
    const { preferences } = await bench.client.ask('getSettings', {})
    const pipeline = { ...preferences.pipeline, allowUnknownFields: true }
    await bench.client.ask('savePreferences', { preferences: { ...preferences, pipeline } })
    const { upTo, ...counts } = await look()
    expect(counts).toEqual({ looked: 6, wouldPass: 5 })
    // What comes after the look was not counted, and is not taken.
    await bench.client.ask('savePreferences', { preferences })
    await bench.reject([loginBody({ user_id: 'late', extra: 1 })])
    await bench.client.ask('savePreferences', { preferences: { ...preferences, pipeline } })
    expect(await bench.client.ask('retryRejected', { which: kept, upTo })).toMatchObject({
      loaded: 5,
      stillRejected: 1,
    })
    expect(await look()).toMatchObject({ looked: 2, wouldPass: 1 })
    await bench.client.ask('savePreferences', { preferences })
  })
})

describe('what other tools get wrong, at the commands of the page', { timeout: 60_000 }, () => {
  it('N4: a message that was mended and loaded no longer counts as failed', async () => {
    await bench.reject(formerBodies(3))
    const { hash } = await bench.keep()
    await bench.preview(hash)
    await bench.apply(hash)
    expect(await bench.keptOnes()).toBe(0)
    expect(await bench.count(`sluice.rejected where state = 'loaded'`)).toBe(3)
    expect(await bench.client.ask('listRejected', { filter: { state: 'loaded' } })).toMatchObject({
      total: 3,
    })
  })

  it('N4: a mended message that is rejected again is still there as it came, and says so', async () => {
    await bench.reject([loginBody({ user_id: undefined, userId: 'x', ip: 'nowhere' })])
    const digest = () =>
      bench.database.query('select md5(sealed_body) as body, state, reasons from sluice.rejected')
    const before = await digest()
    const { hash } = await bench.keep()
    await bench.preview(hash)
    expect((await bench.apply(hash))?.end).toMatchObject({
      ...{ sent: 1, loaded: 0, rejectedAgain: 1, end: 'stopped' },
      stage: { stage: 1, sent: 1, failed: 1 },
    })
    expect(await digest()).toEqual(before)
    expect(await bench.keptOnes()).toBe(1)
  })

  it('N3: a rule takes nothing that was rejected after the preview, or after it was applied', async () => {
    await bench.reject(formerBodies(4))
    const { hash } = await bench.keep()
    const { upTo } = await bench.preview(hash)
    await bench.reject(formerBodies(3, 'late'))
    expect((await bench.apply(hash, { upTo }))?.end).toMatchObject({ meant: 4, loaded: 4 })
    expect(await bench.keptOnes()).toBe(3)
  })

  it('N2: five groups are cleared by five rules, and each group’s count reaches zero', async () => {
    await bench.reject(Array.from({ length: 50 }, (_, n) => fiveCauses[n % 5]?.body(`user-${n}`) ?? ''))
    for (const { rule } of fiveCauses) {
      const { hash } = await bench.keep(rule)
      const { wouldPass, upTo } = await bench.preview(hash)
      expect(wouldPass).toBe(10)
      expect((await bench.apply(hash, { upTo }))?.end).toMatchObject({ loaded: wouldPass })
    }
    expect(await bench.client.ask('listCauses', {})).toMatchObject({ total: 0, groups: 0 })
    expect(await bench.count('user_logins')).toBe(50)
  })
})

describe('a rule that is being applied', { timeout: 60_000 }, () => {
  it('counts as the one current run, and is stopped like any run', async () => {
    await bench.reject(formerBodies(40))
    const { hash } = await bench.keep()
    await bench.preview(hash)
    const { runId } = await bench.client.ask('applyRule', { hash, which: kept, rate: 5 })
    await bench.client.until(({ repair }) => repair?.runId === runId && repair.stages.length > 0)
    expect(await bench.monitor.send('applyRule', { hash, which: kept })).toMatchObject({
      failure: { code: 'run-active' },
    })
    expect(await bench.monitor.send('startRun', {})).toMatchObject({ failure: { code: 'run-active' } })
    await bench.client.ask('stopRun', {})
    const { repair } = await bench.client.until((snapshot) => (snapshot.repair?.end ?? null) !== null)
    expect(repair?.end).toMatchObject({ end: 'stopped', stage: null, failure: null })
    expect(repair?.end?.sent ?? 0).toBeLessThan(40)
    expect((await bench.keptOnes()) + (repair?.end?.loaded ?? 0)).toBe(40)
  })

  it('reports the obstacle if the table takes no rows', async () => {
    await bench.reject(formerBodies(2))
    const { hash } = await bench.keep()
    await bench.preview(hash)
    await bench.database.query('alter table user_logins add column needed text')
    await bench.database.query('alter table user_logins alter column needed set not null')
    const { runId } = await bench.client.ask('applyRule', { hash, which: kept })
    const { repair } = await bench.client.until(
      (snapshot) => snapshot.repair?.runId === runId && snapshot.repair.end !== null,
    )
    expect(repair?.end).toMatchObject({ end: 'failed', failure: { code: 'table-column-unfed' } })
    expect(await bench.keptOnes()).toBe(2)
    await bench.database.query('alter table user_logins drop column needed')
  })
})
