import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { demandAddress } from '../../src/adapters/postgres/address.ts'
import type { Settings } from '../../src/app/config.ts'
import { createMonitor, type Monitor } from '../../src/app/monitor.ts'
import { keepOwnVersion } from '../../src/app/repair/mend-one.ts'
import { openStorage } from '../../src/app/storage.ts'
import { fileOfRule } from '../../src/contract/repair-rule.ts'
import type { Snapshot } from '../../src/contract/snapshot.ts'
import { queueThread } from '../support/built.ts'
import { followClient, type FollowedClient } from '../support/follow-client.ts'
import { makeFolder } from '../support/folders.ts'
import { loginBody } from '../support/logins.ts'
import { fiveCauses, kept, loginRule, loginsHash, renamed } from '../support/repair-bench.ts'
import { testSettings } from '../support/settings.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { createTestQueue, type TestQueue } from '../support/test-queue.ts'

let queue: TestQueue
let database: TestDatabase
let settings: Settings
let monitor: Monitor
let client: FollowedClient
beforeAll(async () => {
  ;[queue, database] = await Promise.all([createTestQueue(), createTestDatabase()])
  settings = testSettings(await makeFolder(), {
    queueName: queue.name,
    endpoint: inject('queueEndpoint'),
    databaseUrl: database.url,
  })
  monitor = createMonitor(settings, queueThread)
  client = followClient(monitor)
  await client.until(({ connection }) => connection.state === 'connected')
}, 60_000)
beforeEach(() =>
  database.query(
    `truncate sluice.ledger, sluice.rejected, sluice.batches, sluice.runs, sluice.repairs, sluice.repair_rules,
       user_logins restart identity`,
  ),
)
afterAll(async () => {
  await monitor.close()
  queue.close()
  await database.drop()
  await rm(settings.dataFolder, { recursive: true, force: true })
})

const reject = async (bodies: readonly string[]) => {
  await queue.send(bodies)
  await client.run({ ignoreRejectedShare: true })
}

const count = async (text: string): Promise<number> =>
  (await database.query<{ n: number }>(`select count(*)::integer as n from ${text}`))[0]?.n ?? -1

const former = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => loginBody({ user_id: undefined, userId: `user-${n}` }))

const keep = (rule = renamed) => client.ask('keepRule', { from: { by: 'made', rule: fileOfRule(rule) } })

const preview = (hash: string) =>
  client.ask('previewRule', { hash, which: kept, operation: crypto.randomUUID() })

/** Applies a rule and answers its end. */
const apply = async (hash: string, more: object = {}) => {
  const { runId } = await client.ask('applyRule', { hash, which: kept, ...more })
  const isOver = ({ repair }: Snapshot) => repair?.runId === runId && repair.end !== null
  return (await client.until(isOver)).repair
}

const keptOnes = async (): Promise<number> => (await client.ask('listCauses', {})).total

describe('rules in the app', { timeout: 60_000 }, () => {
  it('N2: a rule is kept, previewed and applied, and what became of each message is what the preview said', async () => {
    await reject([
      ...former(12),
      loginBody({ user_id: undefined, userId: 'x', ip: 'nowhere' }),
      loginBody({ app_version: 'latest' }),
    ])
    const { hash, why, previewedAt, origin } = await keep(loginRule(renamed.steps))
    expect({ why, previewedAt, origin }).toEqual({ why: null, previewedAt: null, origin: 'made-here' })
    const { upTo, ...said } = await preview(hash)
    expect(said).toMatchObject({
      ...{ meant: 14, changed: 13, wouldPass: 12, wouldFail: 1 },
      reasons: [{ code: 'not-an-ip', pointer: '/ip', count: 1 }],
    })
    expect(await count('sluice.repairs')).toBe(0)
    const done = await apply(hash, { upTo, mostFailures: 100 })
    expect(done?.end).toMatchObject({ meant: 14, sent: 13, loaded: 12, rejectedAgain: 1, end: 'done' })
    expect(done?.stages).toEqual([
      { stage: 1, size: 1, sent: 1, failed: 0 },
      { stage: 2, size: 10, sent: 10, failed: 0 },
      { stage: 3, size: 100, sent: 2, failed: 1 },
    ])
    expect(await keptOnes()).toBe(2)
    const { rules } = await client.ask('listRules', {})
    expect(rules).toMatchObject([{ hash, previewedAt: expect.any(String), usedAt: expect.any(String) }])
  })

  it('N2: a rule from elsewhere does nothing here before somebody has previewed it', async () => {
    await reject(former(3))
    const text = JSON.stringify(fileOfRule(renamed))
    const rule = await client.ask('keepRule', { from: { by: 'file', name: 'brought.json', text } })
    expect(rule).toMatchObject({ origin: 'file', previewedAt: null, why: null })
    expect(await monitor.send('applyRule', { hash: rule.hash, which: kept })).toMatchObject({
      ok: false,
      failure: { code: 'repair-rule-unseen' },
    })
    expect(await count('sluice.repairs')).toBe(0)
    await preview(rule.hash)
    expect((await apply(rule.hash))?.end).toMatchObject({ loaded: 3 })
  })

  it.each([
    { name: 'no JSON', text: '{"name":', says: 'brought.json:1:8 not JSON' },
    { name: 'no rule', text: '[]', says: 'brought.json' },
    {
      name: 'made for another definition',
      text: JSON.stringify({ ...(fileOfRule(renamed) as object), definition: '0123456789abcdef' }),
      says: 'made for the definition "0123456789abcdef"',
    },
    {
      name: 'about to unmask',
      text: JSON.stringify(fileOfRule(loginRule([{ do: 'rename', at: '/ip', to: 'locale' }]))),
      says: 'would carry the value of "ip", which is masked',
    },
    {
      name: 'about to write under a mask',
      text: JSON.stringify(fileOfRule(loginRule([{ do: 'set', at: '/device_id', value: 'x' }]))),
      says: 'would write a made-up value into "device_id"',
    },
  ])('refuses a file that is $name, and says where', async ({ text, says }) => {
    const answer = await monitor.send('keepRule', { from: { by: 'file', name: 'brought.json', text } })
    expect(answer).toMatchObject({ ok: false, failure: { code: 'repair-rule-unusable' } })
    expect(JSON.stringify(answer)).toContain(says.replaceAll('"', String.raw`\"`))
    expect((await client.ask('listRules', {})).rules).toEqual([])
  })

  it('renames a rule that was previewed, deletes it and puts it back, and its history keeps the name it had', async () => {
    await reject(former(2))
    const { hash } = await keep()
    await preview(hash)
    await apply(hash)
    const other = await client.ask('renameRule', { hash, name: 'user-id' })
    expect(other).toMatchObject({ name: 'user-id', previewedAt: expect.any(String) })
    const names = async () => (await client.ask('listRules', {})).rules.map(({ name }) => name)
    expect(await names()).toEqual(['user-id'])
    await client.ask('deleteRule', { hash: other.hash })
    expect(await names()).toEqual([])
    await expect(
      client.ask('previewRule', { hash: other.hash, which: kept, operation: crypto.randomUUID() }),
    ).rejects.toThrow('not-found')
    await client.ask('restoreRule', { hash: other.hash })
    expect(await names()).toEqual(['user-id'])
    const used = await database.query(
      'select distinct r.name from sluice.repairs v join sluice.repair_rules r on r.rule_id = v.rule_id',
    )
    expect(used).toEqual([{ name: 'renamed' }])
  })

  it('says of a rule whose file was altered in the database that it cannot be used, and uses it for nothing', async () => {
    await reject(former(1))
    const { hash } = await keep()
    await preview(hash)
    for (const file of [
      JSON.stringify({ ...(fileOfRule(renamed) as object), steps: [{ do: 'drop', at: '/locale' }] }),
      'nothing',
    ]) {
      await database.query('update sluice.repair_rules set file = $1', [file])
      const { rules } = await client.ask('listRules', {})
      expect(rules).toMatchObject([{ why: expect.stringMatching(/^Its file is /) }])
      expect(await monitor.send('applyRule', { hash, which: kept })).toMatchObject({ ok: false })
    }
  })

  it('shows what a rule makes of one message after the other, covered, and why it would be rejected again', async () => {
    await reject([
      loginBody({ user_id: undefined, userId: 'Jane Doe', ip: '203.0.113.9' }),
      loginBody({ user_id: undefined, userId: 'x', ip: 'nowhere' }),
      loginBody({ app_version: 'latest' }),
    ])
    const rule = fileOfRule(loginRule(renamed.steps))
    const seen = []
    for (let after: string | null = null; ;) {
      const sample = await client.ask('sampleOfRule', { rule, which: kept, after })
      if (sample === null) break
      seen.push(sample)
      after = sample.id
    }
    expect(seen.map(({ isChanged, reasons }) => ({ isChanged, reasons }))).toEqual(
      expect.arrayContaining([
        { isChanged: true, reasons: [] },
        { isChanged: true, reasons: [{ code: 'not-an-ip', pointer: '/ip' }] },
        { isChanged: false, reasons: null },
      ]),
    )
    expect(seen.flatMap(({ parts }) => parts).filter(({ kind }) => kind === 'come')).toEqual([
      { kind: 'come', text: '"user_id"' },
      { kind: 'come', text: '"user_id"' },
    ])
    for (const text of ['Jane', '203.0.113.9', 'nowhere']) expect(JSON.stringify(seen)).not.toContain(text)
  })

  it('proposes the rule that a person’s version of a message stands for, or says why there is none', async () => {
    await reject(former(1))
    const [{ id = '' } = {}] = (await client.ask('listRejected', {})).rejected
    await expect(client.ask('proposeRule', { id, version: 1 })).rejects.toThrow('not-found')
    await using opened = new AsyncDisposableStack()
    const storage = await openStorage({ address: demandAddress(database.url), embedded: false }, settings)
    opened.defer(storage.close)
    const keepVersion = (seen: number, text: string) =>
      keepOwnVersion(storage, { rejectedId: id, seen, text, by: 'ann' })
    await keepVersion(0, loginBody({ user_id: 'user-0' }))
    expect(await client.ask('proposeRule', { id, version: 1, name: 'mine' })).toEqual({
      found: true,
      rule: { ...loginRule([{ do: 'rename', at: '/userId', to: 'user_id' }]), name: 'mine' },
    })
    await keepVersion(1, loginBody({ user_id: 'user-0', ip: '198.51.100.7' }))
    const none = await client.ask('proposeRule', { id, version: 2 })
    expect(none).toMatchObject({ found: false, why: expect.stringContaining('/ip, which is masked') })
    expect(JSON.stringify(none)).not.toContain('198.51.100.7')
  })

  it('cancels a preview between two pages, keeps nothing of it, and tells how far it is meanwhile', async () => {
    await reject(former(1_200))
    const { hash } = await keep()
    const operation = crypto.randomUUID()
    const asked = monitor.send('previewRule', { hash, which: kept, operation })
    await client.until(({ looks }) => (looks[operation]?.looked ?? 0) > 0)
    expect(client.current().looks[operation]).toMatchObject({ of: 1_200 })
    expect(await client.ask('cancelOperation', { operation })).toEqual({ found: true })
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'cancelled' } })
    expect((await client.ask('listRules', {})).rules).toMatchObject([{ previewedAt: null }])
    await client.until(({ looks }) => Object.keys(looks).length === 0)
  })
})

describe('messages that would pass now', { timeout: 60_000 }, () => {
  it('are counted by the judge of a run and loaded by one action; the others are left alone', async () => {
    await reject([
      ...Array.from({ length: 5 }, (_, n) => loginBody({ user_id: `u-${n}`, extra: n })),
      loginBody({ app_version: 'latest' }),
    ])
    const look = () => client.ask('previewRetry', { which: kept, operation: crypto.randomUUID() })
    expect(await look()).toMatchObject({ looked: 6, wouldPass: 0 })
    const { preferences } = await client.ask('getSettings', {})
    const pipeline = { ...preferences.pipeline, allowUnknownFields: true }
    await client.ask('savePreferences', { preferences: { ...preferences, pipeline } })
    const { upTo, ...counts } = await look()
    expect(counts).toEqual({ looked: 6, wouldPass: 5 })
    // What comes after the look was not counted, and is not taken.
    await client.ask('savePreferences', { preferences })
    await reject([loginBody({ user_id: 'late', extra: 1 })])
    await client.ask('savePreferences', { preferences: { ...preferences, pipeline } })
    expect(await client.ask('retryRejected', { which: kept, upTo })).toMatchObject({
      loaded: 5,
      stillRejected: 1,
    })
    expect(await look()).toMatchObject({ looked: 2, wouldPass: 1 })
    await client.ask('savePreferences', { preferences })
  })
})

describe('what other tools get wrong, at the commands of the page', { timeout: 60_000 }, () => {
  it('N4: a message that was mended and loaded does not count as failed any more', async () => {
    await reject(former(3))
    const { hash } = await keep()
    await preview(hash)
    await apply(hash)
    expect(await keptOnes()).toBe(0)
    expect(await count(`sluice.rejected where state = 'loaded'`)).toBe(3)
    expect(await client.ask('listRejected', { filter: { state: 'loaded' } })).toMatchObject({ total: 3 })
  })

  it('N4: a mended message that is rejected again is still there as it came, and says so', async () => {
    await reject([loginBody({ user_id: undefined, userId: 'x', ip: 'nowhere' })])
    const digest = () =>
      database.query('select md5(sealed_body) as body, state, reasons from sluice.rejected')
    const before = await digest()
    const { hash } = await keep()
    await preview(hash)
    expect((await apply(hash))?.end).toMatchObject({
      ...{ sent: 1, loaded: 0, rejectedAgain: 1, end: 'stopped' },
      stage: { stage: 1, sent: 1, failed: 1 },
    })
    expect(await digest()).toEqual(before)
    expect(await keptOnes()).toBe(1)
  })

  it('N3: a rule takes nothing that was rejected after the preview, or after it was applied', async () => {
    await reject(former(4))
    const { hash } = await keep()
    const { upTo } = await preview(hash)
    await reject(former(3).map((body) => body.replace('user-', 'late-')))
    expect((await apply(hash, { upTo }))?.end).toMatchObject({ meant: 4, loaded: 4 })
    expect(await keptOnes()).toBe(3)
  })

  it('N2: five groups are cleared by five rules, and each group’s count reaches zero', async () => {
    await reject(Array.from({ length: 50 }, (_, n) => fiveCauses[n % 5]?.body(`user-${n}`) ?? ''))
    for (const { rule } of fiveCauses) {
      const { hash } = await keep(rule)
      const { wouldPass, upTo } = await preview(hash)
      expect(wouldPass).toBe(10)
      expect((await apply(hash, { upTo }))?.end).toMatchObject({ loaded: wouldPass })
    }
    expect(await client.ask('listCauses', {})).toMatchObject({ total: 0, groups: 0 })
    expect(await count('user_logins')).toBe(50)
  })
})

describe('a rule that is being applied', { timeout: 60_000 }, () => {
  it('is the one run that goes on, and is stopped as any run is', async () => {
    await reject(former(40))
    const { hash } = await keep()
    await preview(hash)
    const { runId } = await client.ask('applyRule', { hash, which: kept, rate: 5 })
    await client.until(({ repair }) => repair?.runId === runId && repair.stages.length > 0)
    expect(await monitor.send('applyRule', { hash, which: kept })).toMatchObject({
      failure: { code: 'run-active' },
    })
    expect(await monitor.send('startRun', {})).toMatchObject({ failure: { code: 'run-active' } })
    await client.ask('stopRun', {})
    const { repair } = await client.until((snapshot) => (snapshot.repair?.end ?? null) !== null)
    expect(repair?.end).toMatchObject({ end: 'stopped', stage: null, failure: null })
    expect(repair?.end?.sent ?? 0).toBeLessThan(40)
    expect((await keptOnes()) + (repair?.end?.loaded ?? 0)).toBe(40)
  })

  it('tells what stands in its way, where the table takes no rows', async () => {
    await reject(former(2))
    const { hash } = await keep()
    await preview(hash)
    await database.query('alter table user_logins add column needed text')
    await database.query('alter table user_logins alter column needed set not null')
    const { runId } = await client.ask('applyRule', { hash, which: kept })
    const { repair } = await client.until(
      (snapshot) => snapshot.repair?.runId === runId && snapshot.repair.end !== null,
    )
    expect(repair?.end).toMatchObject({ end: 'failed', failure: { code: 'table-column-unfed' } })
    expect(await keptOnes()).toBe(2)
    await database.query('alter table user_logins drop column needed')
  })
})

it('a rule made here says for which definition it is', async () => {
  expect(await client.ask('listRules', {})).toEqual({ definition: loginsHash, rules: [] })
})
