import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eraseRejected } from '../../src/adapters/postgres/erase-rejected.ts'
import { listRejected } from '../../src/adapters/postgres/rejected.ts'
import { searchRejected, type SearchRequest } from '../../src/app/search-rejected.ts'
import { coversOf, type Showing } from '../../src/app/show-rejected.ts'
import { logins } from '../../src/contract/logins.ts'
import { commandInputs } from '../../src/contract/monitor.ts'
import { createDelivery } from '../support/deliveries.ts'
import { loginBody } from '../support/logins.ts'
import { filterOf, listOf } from '../support/rejected.ts'
import { createTestStore, type TestStore } from '../support/stores.ts'

let bench: TestStore
let showing: Showing
const names = new Map<string, string>()

const bodies = [
  ...Array.from({ length: 6 }, (_, index) =>
    loginBody({
      device_id: `canary-${index}`,
      ip: '203.0.113.9',
      locale: index % 2 === 0 ? 'de' : 'FR',
      app_version: 'latest',
    }),
  ),
  'no JSON, canary-7',
]

beforeAll(async () => {
  bench = await createTestStore()
  showing = { database: bench.database, seal: bench.seal, event: logins, ...coversOf(logins) }
  const runId = await bench.openRun()
  for (const [index, body] of bodies.entries()) {
    const items = bench.prepare([createDelivery({ messageId: `m${index}`, body })])
    await bench.store.commit({ batchId: crypto.randomUUID(), runId, items })
  }
  const { rejected } = await listRejected(bench.database, listOf())
  for (const { id, messageId } of rejected) names.set(id, messageId)
})
afterAll(() => bench.close())

const search = async (
  { filter = listOf().filter, ...request }: Partial<SearchRequest> & { readonly text: string },
  signal = new AbortController().signal,
  onSearched?: (searched: number, of: number) => void,
) => {
  const { ids, ...rest } = await searchRejected(showing, { filter, ...request }, signal, onSearched)
  return { found: ids.map((id) => names.get(id)), ...rest }
}

describe('a search for a text', () => {
  it('finds it in the visible part of a covered body, newest first, ignoring case', async () => {
    expect(await search({ text: '"locale":"de"' })).toEqual({
      ...{ found: ['m4', 'm2', 'm0'], searched: 7, of: 7, unopened: 0 },
    })
    expect((await search({ text: 'LOCALE' })).found).toHaveLength(6)
  })

  it('finds nothing of what is covered', async () => {
    for (const text of ['canary', '203.0.113', 'no JSON'])
      expect(await search({ text })).toMatchObject({ found: [], searched: 7 })
  })

  it('is refused for the sign that replaces what is covered, which would reveal lengths', () => {
    const ask = (text: string) =>
      commandInputs.searchRejected.safeParse({ text, operation: crypto.randomUUID() }).success
    expect([ask('••••'), ask('"ip":"•'), ask('  '), ask(''), ask('x'.repeat(201))]).toEqual(
      Array(5).fill(false),
    )
    expect(ask('de')).toBe(true)
  })

  it('opens what the filter matches, up to its limit, and says how many it left out', async () => {
    const { filter } = listOf({ filter: { code: 'not-json' } })
    expect(await search({ text: 'locale', filter })).toMatchObject({ searched: 1, of: 1, found: [] })
    expect(await search({ text: '"de"', most: 3 })).toMatchObject({ found: ['m4'], searched: 3, of: 7 })
    const [m5, m6] = [bodies[5]?.length ?? 0, bodies[6]?.length ?? 0]
    expect(await search({ text: '"de"', mostBytes: m5 + m6 })).toMatchObject({ searched: 2, of: 7 })
  })

  it('ends on request, and reports its progress before that', async () => {
    const stop = new AbortController()
    const told: (readonly [number, number])[] = []
    await search({ text: 'locale' }, stop.signal, (...progress) => told.push(progress))
    expect(told.at(-1)).toEqual([7, 7])
    stop.abort()
    expect(await search({ text: 'locale' }, stop.signal)).toMatchObject({ searched: 0, of: 7, found: [] })
  })

  it('counts an altered body, and continues', async () => {
    await bench.test.query(
      `update sluice.rejected set sealed_body = set_byte(sealed_body, 40, 255 - get_byte(sealed_body, 40)) where message_id = 'm2'`,
    )
    expect(await search({ text: '"de"' })).toMatchObject({ found: ['m4', 'm0'], searched: 7, unopened: 1 })
  })

  it('leaves out what was erased, as there is nothing to open', async () => {
    const { filter } = listOf({ filter: { state: 'all' } })
    await eraseRejected(bench.database, filterOf({ messageId: 'm2' }), '1000')
    expect(await search({ text: '"de"', filter })).toMatchObject({
      ...{ found: ['m4', 'm0'], searched: 6, of: 6, unopened: 0 },
    })
  })
})
