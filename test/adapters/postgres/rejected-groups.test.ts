import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listCauses } from '../../../src/adapters/postgres/rejected-causes.ts'
import { listRejected } from '../../../src/adapters/postgres/rejected.ts'
import { readCause } from '../../../src/contract/cause.ts'
import type { CommandInput } from '../../../src/contract/monitor.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { loginBody } from '../../support/logins.ts'
import { causesOf, listOf } from '../../support/rejected.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
let first: string
let second: string

const commit = (runId: string, messages: Readonly<Record<string, string>>) =>
  bench.store.commit({
    batchId: crypto.randomUUID(),
    runId,
    items: bench.prepare(
      Object.entries(messages).map(([messageId, body]) => createDelivery({ messageId, body })),
    ),
  })

beforeAll(async () => {
  bench = await createTestStore()
  first = await bench.openRun()
  second = await bench.openRun()
  const noIp = loginBody({ ip: 'x', locale: 7 })
  await commit(first, { 'a-1': noIp, 'a-2': noIp, a_3: loginBody({ ip: undefined }), 'b-1': 'no json' })
  // The same two faults, in the other order of their places.
  await commit(second, { 'c-1': loginBody({ locale: true, ip: '1.2.3' }) })
  await bench.test.query(
    `update sluice.rejected set rejected_at = '2024-01-05T12:00:00Z' where message_id = 'b-1'`,
  )
})
afterAll(() => bench.close())

const ids = async (filter: CommandInput<'listRejected'>['filter']) => {
  const page = await listRejected(bench.database, listOf({ filter }))
  expect(page.total).toBe(page.rejected.length)
  return page.rejected.map((message) => message.messageId)
}

describe('rejected messages in groups', () => {
  it('belong together if their reasons are the same, whatever the places and details of those', async () => {
    const list = await listCauses(bench.database, causesOf())
    expect(list).toMatchObject({ groups: 3, total: 5 })
    expect(list.causes.map(({ cause, count }) => [readCause(cause), count])).toEqual([
      [
        [
          { code: 'not-an-ip', pointer: '/ip' },
          { code: 'wrong-type', pointer: '/locale' },
        ],
        3,
      ],
      [[{ code: 'missing-field', pointer: '/ip' }], 1],
      [[{ code: 'not-json', pointer: '' }], 1],
    ])
    expect(list.causes[2]?.newestAt).toBe('2024-01-05T12:00:00.000Z')
  })

  it('are counted among filtered messages, with the number of groups beyond the requested ones', async () => {
    expect(await listCauses(bench.database, causesOf({ filter: { runId: second } }))).toMatchObject({
      causes: [{ count: 1 }],
      groups: 1,
      total: 1,
    })
    const one = await listCauses(bench.database, causesOf({ limit: 1 }))
    expect(one).toMatchObject({ causes: [{ count: 3 }], groups: 3, total: 5 })
    expect(await listCauses(bench.database, causesOf({ filter: { state: 'discarded' } }))).toEqual({
      causes: [],
      groups: 0,
      total: 0,
    })
  })
})

describe('a filter of rejected messages', () => {
  it('matches one group', async () => {
    const [largest] = (await listCauses(bench.database, causesOf())).causes
    expect(await ids({ cause: largest?.cause ?? '' })).toEqual(['c-1', 'a-2', 'a-1'])
  })

  it('matches a reason anywhere among others', async () => {
    expect(await ids({ code: 'wrong-type' })).toEqual(['c-1', 'a-2', 'a-1'])
    expect(await ids({ code: 'not-json' })).toEqual(['b-1'])
    expect(await ids({ code: 'too-deep' })).toEqual([])
  })

  it('matches a run, and a stretch of time', async () => {
    expect(await ids({ runId: second })).toEqual(['c-1'])
    expect(await ids({ until: '2024-02-01T00:00:00Z' })).toEqual(['b-1'])
    expect(await ids({ since: '2024-02-01T00:00:00Z' })).toHaveLength(4)
  })

  it('finds a message by its id or its beginning, and treats wildcards as plain characters', async () => {
    expect(await ids({ messageId: 'a-2' })).toEqual(['a-2'])
    expect(await ids({ messageId: 'a' })).toEqual(['a_3', 'a-2', 'a-1'])
    expect(await ids({ messageId: 'a_' })).toEqual(['a_3'])
    expect(await ids({ messageId: '%' })).toEqual([])
    expect(await ids({ messageId: '-1' })).toEqual([])
    expect(await ids({ messageId: "' or true --" })).toEqual([])
  })

  it('applies all its conditions at once', async () => {
    expect(await ids({ code: 'wrong-type', runId: first, messageId: 'a' })).toEqual(['a-2', 'a-1'])
  })

  it('pages by key: every message exactly once', async () => {
    const seen: string[] = []
    let before: string | null = null
    do {
      const page = await listRejected(
        bench.database,
        listOf({ filter: { code: 'wrong-type' }, before, limit: 1 }),
      )
      expect(page.total).toBe(3)
      seen.push(...page.rejected.map((message) => message.messageId))
      before = page.next
    } while (before !== null)
    expect(seen).toEqual(['c-1', 'a-2', 'a-1'])
  })
})

it('keeps a message whose reasons are longer than a group’s name can be', async () => {
  await commit(first, { long: '[]' })
  const reasons = Array.from({ length: 99 }, (_, index) => ({
    ...{ code: 'unknown-field', pointer: `/made_up_name_${index}`, range: null, detail: null },
  }))
  await bench.test.query(
    `update sluice.rejected set reasons = $1, cause = sluice.cause_of($1), codes = sluice.codes_of($1)
     where message_id = 'long'`,
    [JSON.stringify(reasons)],
  )
  const { causes } = await listCauses(bench.database, causesOf({ filter: { messageId: 'long' } }))
  expect(causes[0]?.cause).toHaveLength(600)
  expect(readCause(causes[0]?.cause ?? '').length).toBeGreaterThan(15)
  expect(await ids({ cause: causes[0]?.cause ?? '' })).toEqual(['long'])
})
