import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demandAddress } from '../../src/adapters/postgres/address.ts'
import { keepOwnVersion } from '../../src/app/repair/mend-one.ts'
import { openStorage } from '../../src/app/storage.ts'
import { fileOfRule } from '../../src/contract/repair-rule.ts'
import type { RuleSample } from '../../src/contract/rules.ts'
import { loginBody } from '../support/logins.ts'
import { kept, loginRule, loginsHash, renamed } from '../support/repair-bench.ts'
import { createRulesBench, formerBodies, type RulesBench } from '../support/rules-bench.ts'

let bench: RulesBench
beforeAll(async () => {
  bench = await createRulesBench()
}, 60_000)
beforeEach(() => bench.empty())
afterAll(() => bench.close())

describe('rules in the app', { timeout: 60_000 }, () => {
  it('N2: a rule is saved, previewed and applied, and each message ends as the preview said', async () => {
    await bench.reject([
      ...formerBodies(12),
      loginBody({ user_id: undefined, userId: 'x', ip: 'nowhere' }),
      loginBody({ app_version: 'latest' }),
    ])
    const { hash, why, previewedAt, origin } = await bench.keep(loginRule(renamed.steps))
    expect({ why, previewedAt, origin }).toEqual({ why: null, previewedAt: null, origin: 'made-here' })
    const { upTo, ...said } = await bench.preview(hash)
    expect(said).toMatchObject({
      ...{ meant: 14, changed: 13, wouldPass: 12, wouldFail: 1 },
      reasons: [{ code: 'not-an-ip', pointer: '/ip', count: 1 }],
    })
    expect(await bench.count('sluice.repairs')).toBe(0)
    const done = await bench.apply(hash, { upTo, mostFailures: 100 })
    expect(done?.end).toMatchObject({ meant: 14, sent: 13, loaded: 12, rejectedAgain: 1, end: 'done' })
    // The queue decides which of them came first.
    const stages = done?.stages ?? []
    expect(stages.map(({ failed: _, ...rest }) => rest)).toEqual([
      { stage: 1, size: 1, sent: 1 },
      { stage: 2, size: 10, sent: 10 },
      { stage: 3, size: 100, sent: 2 },
    ])
    expect(stages.reduce((sum, { failed }) => sum + failed, 0)).toBe(1)
    expect(await bench.keptOnes()).toBe(2)
    const { rules } = await bench.client.ask('listRules', {})
    expect(rules).toMatchObject([{ hash, previewedAt: expect.any(String), usedAt: expect.any(String) }])
    // From a row, and from its message, the rule is known (N10).
    const [row] = (await bench.client.ask('listRows', {})).rows
    const { lineage } = await bench.client.ask('getRow', { id: row?.id ?? '' })
    expect(lineage?.rejections).toMatchObject([{ rule: 'test-rule' }])
    const { rejections } = await bench.client.ask('traceMessage', { name: lineage?.messageId ?? '' })
    expect(rejections).toMatchObject([{ state: 'loaded', rowId: row?.id, rule: 'test-rule' }])
  })

  it('N2: a rule from elsewhere does nothing here before someone has previewed it', async () => {
    await bench.reject(formerBodies(3))
    const text = JSON.stringify(fileOfRule(renamed))
    const rule = await bench.client.ask('keepRule', { from: { by: 'file', name: 'brought.json', text } })
    expect(rule).toMatchObject({ origin: 'file', previewedAt: null, why: null })
    expect(await bench.monitor.send('applyRule', { hash: rule.hash, which: kept })).toMatchObject({
      ok: false,
      failure: { code: 'repair-rule-unseen' },
    })
    expect(await bench.count('sluice.repairs')).toBe(0)
    await bench.preview(rule.hash)
    expect((await bench.apply(rule.hash))?.end).toMatchObject({ loaded: 3 })
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
    const answer = await bench.monitor.send('keepRule', { from: { by: 'file', name: 'brought.json', text } })
    expect(answer).toMatchObject({ ok: false, failure: { code: 'repair-rule-unusable' } })
    expect(JSON.stringify(answer)).toContain(says.replaceAll('"', String.raw`\"`))
    expect((await bench.client.ask('listRules', {})).rules).toEqual([])
  })

  it('renames a previewed rule, deletes it and restores it, and its history keeps the former name', async () => {
    await bench.reject(formerBodies(2))
    const { hash } = await bench.keep()
    await bench.preview(hash)
    await bench.apply(hash)
    const other = await bench.client.ask('renameRule', { hash, name: 'user-id' })
    expect(other).toMatchObject({ name: 'user-id', previewedAt: expect.any(String) })
    const names = async () => (await bench.client.ask('listRules', {})).rules.map(({ name }) => name)
    expect(await names()).toEqual(['user-id'])
    await bench.client.ask('deleteRule', { hash: other.hash })
    expect(await names()).toEqual([])
    await expect(
      bench.client.ask('previewRule', { hash: other.hash, which: kept, operation: crypto.randomUUID() }),
    ).rejects.toThrow('not-found')
    await bench.client.ask('restoreRule', { hash: other.hash })
    expect(await names()).toEqual(['user-id'])
    const used = await bench.database.query(
      'select distinct r.name from sluice.repairs v join sluice.repair_rules r on r.rule_id = v.rule_id',
    )
    expect(used).toEqual([{ name: 'renamed' }])
  })

  it('says that a rule whose file was altered in the database cannot be used, and uses it for nothing', async () => {
    await bench.reject(formerBodies(1))
    const { hash } = await bench.keep()
    await bench.preview(hash)
    for (const file of [
      JSON.stringify({ ...(fileOfRule(renamed) as object), steps: [{ do: 'drop', at: '/locale' }] }),
      'nothing',
    ]) {
      await bench.database.query('update sluice.repair_rules set file = $1', [file])
      const { rules } = await bench.client.ask('listRules', {})
      expect(rules).toMatchObject([{ why: expect.stringMatching(/^Its file is /) }])
      expect(await bench.monitor.send('applyRule', { hash, which: kept })).toMatchObject({ ok: false })
    }
  })

  it('shows what a rule makes of one message after another, covered, and why it would be rejected again', async () => {
    await bench.reject([
      loginBody({ user_id: undefined, userId: 'Jane Doe', ip: '203.0.113.9' }),
      loginBody({ user_id: undefined, userId: 'x', ip: 'nowhere' }),
      loginBody({ app_version: 'latest' }),
    ])
    const rule = fileOfRule(loginRule(renamed.steps))
    const seen = []
    for (let after: string | null = null; ;) {
      const sample: RuleSample | null = await bench.client.ask('sampleOfRule', { rule, which: kept, after })
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

  it('proposes the rule that a person’s version of a message suggests, or says why there is none', async () => {
    await bench.reject(formerBodies(1))
    const [{ id = '' } = {}] = (await bench.client.ask('listRejected', {})).rejected
    await expect(bench.client.ask('proposeRule', { id, version: 1 })).rejects.toThrow('not-found')
    await using opened = new AsyncDisposableStack()
    const storage = await openStorage(
      { address: demandAddress(bench.database.url), embedded: false },
      bench.settings,
    )
    opened.defer(storage.close)
    const keepVersion = (seen: number, text: string) =>
      keepOwnVersion(storage, { rejectedId: id, seen, text, by: 'ann' })
    await keepVersion(0, loginBody({ user_id: 'user-0' }))
    expect(await bench.client.ask('proposeRule', { id, version: 1, name: 'mine' })).toEqual({
      found: true,
      rule: { ...loginRule([{ do: 'rename', at: '/userId', to: 'user_id' }]), name: 'mine' },
    })
    await keepVersion(1, loginBody({ user_id: 'user-0', ip: '198.51.100.7' }))
    const none = await bench.client.ask('proposeRule', { id, version: 2 })
    expect(none).toMatchObject({ found: false, why: expect.stringContaining('/ip, which is masked') })
    expect(JSON.stringify(none)).not.toContain('198.51.100.7')
  })

  it('cancels a preview between two pages, keeps nothing of it, and reports its progress meanwhile', async () => {
    await bench.reject(formerBodies(8_000))
    const { hash } = await bench.keep()
    const operation = crypto.randomUUID()
    const asked = bench.monitor.send('previewRule', { hash, which: kept, operation })
    await bench.client.until(({ looks }) => (looks[operation]?.looked ?? 0) > 0)
    expect(bench.client.current().looks[operation]).toMatchObject({ of: 8_000 })
    expect(await bench.client.ask('cancelOperation', { operation })).toEqual({ found: true })
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'cancelled' } })
    expect((await bench.client.ask('listRules', {})).rules).toMatchObject([{ previewedAt: null }])
    await bench.client.until(({ looks }) => Object.keys(looks).length === 0)
  })
})

it('a rule made here says which definition it is for', async () => {
  expect(await bench.client.ask('listRules', {})).toEqual({ definition: loginsHash, rules: [] })
})
