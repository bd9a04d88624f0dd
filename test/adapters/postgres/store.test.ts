import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { noCounts } from '../../../src/contract/events.ts'
import type { Delivery, Item } from '../../../src/pipeline/ports.ts'
import { createDeliveries, createDelivery } from '../../support/deliveries.ts'
import { loginBody } from '../../support/logins.ts'
import { loginRow } from '../../support/login-rows.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

let bench: TestStore
beforeAll(async () => {
  bench = await createTestStore()
})
afterAll(() => bench.close())

const commit = async (deliveries: readonly Delivery[], runId?: string) =>
  bench.store.commit({
    batchId: crypto.randomUUID(),
    runId: runId ?? (await bench.openRun()),
    items: bench.prepare(deliveries),
  })

const count = async (from: string): Promise<number> =>
  Number((await bench.test.query<{ n: string }>(`select count(*) as n from ${from}`))[0]?.n)

const rowOf = (originId: string) =>
  bench.test.query(
    `select user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date::text
     from sluice.loaded join user_logins on login_id = row_number where origin_id = '${originId}'`,
  )

describe('a commit', () => {
  it('writes ledger, rows and rejections, and returns the result for each', async () => {
    const good = createDelivery({ body: loginBody({ app_version: '6.02', locale: null }) })
    const bad = createDelivery({ body: '{"foo": 1}' })
    expect(await commit([good, bad])).toEqual({ ...noCounts, received: 2, loaded: 1, rejected: 1 })
    expect(await rowOf(good.originId)).toEqual([
      {
        user_id: 'c37f0a14-6e4d-4a3b-9f7b-6d2c5a10e8b3',
        device_type: 'android',
        masked_ip: expect.stringMatching(/^[0-9a-f]{64}$/),
        masked_device_id: expect.stringMatching(/^[0-9a-f]{64}$/),
        locale: null,
        app_version: '6.02',
        create_date: '2024-03-09',
      },
    ])
    const [kept] = await bench.test.query<{ sealed_body: Buffer; reasons: unknown[]; body_bytes: number }>(
      `select * from sluice.rejected where origin_id = '${bad.originId}'`,
    )
    expect(kept?.reasons).toHaveLength(7)
    expect(kept?.body_bytes).toBe(10)
    expect(bench.seal.open(bad.originId, kept?.sealed_body ?? Buffer.of()).body).toBe('{"foo": 1}')
    expect(await count(`sluice.loaded where origin_id = '${good.originId}'`)).toBe(1)
    expect(await count(`sluice.loaded where origin_id = '${bad.originId}'`)).toBe(0)
  })

  it('takes the UTC day on which a message was sent for create_date, whatever the zone of the session', async () => {
    await bench.test.query(`alter database ${bench.test.name} set timezone = 'Pacific/Kiritimati'`)
    await bench.test.cutConnections()
    const late = createDelivery({ sentAt: new Date('2024-02-29T23:59:59.999Z') })
    const early = createDelivery({ sentAt: new Date('2024-03-01T00:00:00.000Z') })
    // A broken connection may show only when it is used.
    await vi.waitFor(() => commit([late, early]), { timeout: 10_000 })
    expect(await rowOf(late.originId)).toMatchObject([{ create_date: '2024-02-29' }])
    expect(await rowOf(early.originId)).toMatchObject([{ create_date: '2024-03-01' }])
  })

  it('adds nothing when the same message is delivered again, and counts it as a duplicate', async () => {
    const good = createDelivery()
    const bad = createDelivery({ body: 'no login' })
    await commit([good, bad])
    const before = [await count('user_logins'), await count('sluice.rejected'), await count('sluice.ledger')]
    const again = [good, bad].map((delivery) => ({ ...delivery, receipt: 'new', receiveCount: 2 }))
    expect(await commit(again)).toEqual({ ...noCounts, received: 2, duplicates: 2 })
    expect([
      await count('user_logins'),
      await count('sluice.rejected'),
      await count('sluice.ledger'),
    ]).toEqual(before)
  })

  it('treats two messages with the same origin id as one, in one batch and in two', async () => {
    const originId = 'origin-1'
    const sent = () => createDelivery({ originId, messageId: crypto.randomUUID() })
    expect(await commit([sent(), sent()])).toEqual({ ...noCounts, received: 2, loaded: 1, duplicates: 1 })
    expect(await commit([sent()])).toEqual({ ...noCounts, received: 1, duplicates: 1 })
    expect(await rowOf(originId)).toHaveLength(1)
  })

  it('keeps both of two different messages with the same content, with equal masks', async () => {
    const body = loginBody({ user_id: 'equal' })
    expect(await commit([createDelivery({ body }), createDelivery({ body })])).toMatchObject({ loaded: 2 })
    const rows = await bench.test.query(`select masked_ip from user_logins where user_id = 'equal'`)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toEqual(rows[1])
  })

  it('writes all of a batch or nothing of it', async () => {
    const deliveries = createDeliveries(20).map((delivery) => ({
      ...delivery,
      originId: `atom-${delivery.originId}`,
    }))
    const items = bench.prepare(deliveries)
    const runId = await bench.openRun()
    const broken = items.map((item, index): Item => {
      if (index !== 13 || item.entry.kind !== 'row') return item
      return { ...item, entry: loginRow({ user_id: 'x'.repeat(129) }) }
    })
    await expect(
      bench.store.commit({ batchId: crypto.randomUUID(), runId, items: broken }),
    ).rejects.toMatchObject({
      kind: 'data',
      failure: { details: { code: '22001' } },
    })
    expect(await count(`sluice.loaded where origin_id like 'atom-%'`)).toBe(0)
    expect(await count(`sluice.batches where run_id = '${runId}'`)).toBe(0)
    expect(await bench.store.commit({ batchId: crypto.randomUUID(), runId, items })).toMatchObject({
      loaded: 20,
    })
  })

  it('says of what the database refuses only the SQLSTATE, never the value', async () => {
    const [item] = bench.prepare([createDelivery()])
    if (item?.entry.kind !== 'row') throw new Error('The example is well formed')
    const canary = 'canary-203.0.113.77'
    const items: Item[] = [{ ...item, entry: { ...item.entry, day: canary } }]
    const error: unknown = await bench.store
      .commit({ batchId: crypto.randomUUID(), runId: await bench.openRun(), items })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind: 'data', failure: { details: { code: '22007' } } })
    expect(JSON.stringify(error) + String(error)).not.toContain('canary')
  })

  it('takes thousands of messages in one statement', async () => {
    const deliveries = createDeliveries(5_000).map((delivery) => ({
      ...delivery,
      originId: `many-${delivery.originId}`,
    }))
    expect(await commit(deliveries)).toMatchObject({ received: 5_000, loaded: 5_000 })
  })

  it('of the same messages by many workers at once, in any order, makes each row once and no deadlock', async () => {
    const deliveries = createDeliveries(300).map((delivery) => ({
      ...delivery,
      originId: `race-${delivery.originId}`,
    }))
    const runId = await bench.openRun()
    const orders = [deliveries, deliveries.toReversed(), deliveries, deliveries.toReversed()]
    const all = await Promise.all(orders.map((order) => commit(order, runId)))
    expect(all.reduce((sum, counts) => sum + counts.loaded, 0)).toBe(300)
    expect(all.reduce((sum, counts) => sum + counts.duplicates, 0)).toBe(900)
    expect(
      await count(`sluice.loaded join user_logins on login_id = row_number where origin_id like 'race-%'`),
    ).toBe(300)
  })

  it('stores an emoji and a text of SQL byte for byte', async () => {
    const hostile = `'); drop table user_logins; -- "\\ \u202e😀`
    const delivery = createDelivery({
      body: loginBody({ user_id: hostile, device_type: '${x}', locale: "'" }),
    })
    await commit([delivery])
    expect(await rowOf(delivery.originId)).toMatchObject([
      { user_id: hostile, device_type: '${x}', locale: "'" },
    ])
  })
})

describe('the counts of a run', () => {
  it('add up in SQL: received = loaded + duplicates + rejected + released', async () => {
    const runId = await bench.openRun()
    const deliveries = [...createDeliveries(5), createDelivery({ body: '' })].map((delivery) => ({
      ...delivery,
      originId: `sum-${delivery.originId}`,
    }))
    await commit(deliveries, runId)
    await commit(deliveries.slice(0, 2), runId)
    await bench.store.recordReleased(runId, 4)
    await bench.store.closeRun(runId, 'stopped')
    const [sums] = await bench.test.query(
      `select sum(received)::integer as received, sum(loaded)::integer as loaded, sum(duplicates)::integer as duplicates,
         sum(rejected)::integer as rejected, sum(released)::integer as released
       from sluice.batches where run_id = '${runId}'`,
    )
    expect(sums).toEqual({ received: 12, loaded: 5, duplicates: 2, rejected: 1, released: 4 })
    const [run] = await bench.test.query(
      `select outcome, ended_at >= started_at as ended from sluice.runs where run_id = '${runId}'`,
    )
    expect(run).toEqual({ outcome: 'stopped', ended: true })
    expect(await count('sluice.batches where received <> loaded + duplicates + rejected + released')).toBe(0)
  })
})
