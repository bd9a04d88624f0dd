import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getRejected, listRejected, mapRejected } from '../../../src/adapters/postgres/rejected.ts'
import { commandInputs, type CommandInput } from '../../../src/contract/monitor.ts'
import { rejectedStep } from '../../../src/contract/rejected.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { listOf } from '../../support/rejected.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
let runId: string
const sentAt = new Date('2024-03-09T23:59:59.999Z')

beforeAll(async () => {
  bench = await createTestStore()
  runId = await bench.openRun()
})
afterAll(() => bench.close())

const mapOf = (filter: CommandInput<'mapRejected'>['filter'] = {}) =>
  mapRejected(bench.database, commandInputs.mapRejected.parse({ filter }))

describe('rejected messages', () => {
  it('are none at first', async () => {
    expect(await mapOf()).toEqual({ total: 0, points: [], first: [] })
    expect(await listRejected(bench.database, listOf())).toEqual({
      rejected: [],
      total: 0,
      next: null,
    })
  })

  it('are listed newest first, every one exactly once, with their reasons and without their bodies', async () => {
    for (let index = 0; index < 7; index += 1) {
      const delivery = createDelivery({
        messageId: `m${index}`,
        body: `{"ä":"canary${index}"}`,
        receiveCount: index + 1,
        sentAt,
      })
      await bench.store.commit({ batchId: crypto.randomUUID(), runId, items: bench.prepare([delivery]) })
    }
    const seen = []
    let before: string | null = null
    do {
      const page = await listRejected(bench.database, listOf({ before, limit: 3 }))
      expect(page.total).toBe(7)
      seen.push(...page.rejected)
      before = page.next
    } while (before !== null)
    expect(seen.map((message) => message.messageId)).toEqual(['m6', 'm5', 'm4', 'm3', 'm2', 'm1', 'm0'])
    expect(JSON.stringify(seen)).not.toContain('canary')
    expect(seen[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      messageId: 'm6',
      runId,
      sentAt: sentAt.toISOString(),
      rejectedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      receiveCount: 7,
      bodyBytes: 16,
      reasons: expect.arrayContaining([{ code: 'missing-field', pointer: '/ip', range: null, detail: null }]),
      state: 'kept',
      stateAt: null,
      note: null,
      ...{ tags: [], investigatedSince: null, investigatedBy: null },
      rowId: null,
    })
  })

  it('come one at a time with their sealed body, which opens under their own name only', async () => {
    const { rejected } = await listRejected(bench.database, listOf({ limit: 2 }))
    const [first, second] = await Promise.all(rejected.map(({ id }) => getRejected(bench.database, id)))
    if (!first || !second) throw new Error('Two were listed')
    expect(bench.seal.open(first.originId, first.sealedBody).body).toBe('{"ä":"canary6"}')
    expect(() => bench.seal.open(first.originId, second.sealedBody)).toThrow()
    expect(first.sealedBody.toString('latin1')).not.toContain('canary')
  })

  it('are not found by an unknown number', async () => {
    await expect(getRejected(bench.database, '999999')).rejects.toMatchObject({
      failure: { code: 'not-found', details: { id: '999999' } },
    })
  })

  it('keep a body with NUL and an unpaired surrogate as it was', async () => {
    const body = '{"user_id":"\0\ud83d"}\0'
    const delivery = createDelivery({ messageId: 'hostile', body })
    await bench.store.commit({ batchId: crypto.randomUUID(), runId, items: bench.prepare([delivery]) })
    const [message] = (await listRejected(bench.database, listOf({ limit: 1 }))).rejected
    const sealed = await getRejected(bench.database, message?.id ?? '')
    expect(bench.seal.open(sealed.originId, sealed.sealedBody).body).toBe(body)
  })
})

describe('a map of rejected messages', () => {
  it('leads to any place of a long list, and its first page is the beginning', async () => {
    const count = 2 * rejectedStep + 5
    const bodies = Array.from({ length: count }, (_, at) =>
      createDelivery({ messageId: `long-${at}`, body: 'no' }),
    )
    await bench.store.commit({ batchId: crypto.randomUUID(), runId, items: bench.prepare(bodies) })
    const filter = { messageId: 'long-' }
    const { total, points, first } = await mapOf(filter)
    expect({ total, points: points.length, first: first.length }).toEqual({
      total: count,
      points: 2,
      first: rejectedStep,
    })
    const pages = [first]
    for (const before of points)
      pages.push(
        (await listRejected(bench.database, listOf({ filter, before, limit: rejectedStep }))).rejected,
      )
    const ids = pages.flat().map(({ id }) => BigInt(id))
    expect(ids).toHaveLength(count)
    // Newest first, and none of them twice.
    expect(ids.every((id, at) => at === 0 || id < (ids[at - 1] ?? 0n))).toBe(true)
  })

  it('covers what the filter matches', async () => {
    expect(await mapOf({ state: 'discarded', messageId: 'long-' })).toEqual({
      total: 0,
      points: [],
      first: [],
    })
    expect((await mapOf({ messageId: 'long-1' })).total).toBe(1 + 10 + 100)
  })
})
