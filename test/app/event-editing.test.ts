import { lstat, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createMonitor, type Monitor } from '../../src/app/monitor.ts'
import { readEventFile } from '../../src/app/event-file.ts'
import type { DraftField, EventDraft } from '../../src/contract/event-draft.ts'
import type { SavedDraft, TakenDraft } from '../../src/contract/event-editing.ts'
import { queueThread } from '../support/built.ts'
import { draftFrom } from '../support/event-drafts.ts'
import { followClient, type FollowedClient } from '../support/follow-client.ts'
import { makeFolder } from '../support/folders.ts'
import { orderBodies } from '../support/order-events.ts'
import { testSettings } from '../support/settings.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { createTestQueue, type TestQueue } from '../support/test-queue.ts'

const place = { kind: 'in-use' } as const

let queue: TestQueue
let database: TestDatabase
let folder: string
let monitor: Monitor
let client: FollowedClient
let taken: TakenDraft
beforeAll(async () => {
  ;[queue, database, folder] = await Promise.all([createTestQueue(), createTestDatabase(), makeFolder()])
  const names = { queueName: queue.name, endpoint: inject('queueEndpoint'), databaseUrl: database.url }
  monitor = createMonitor(testSettings(folder, names), queueThread)
  client = followClient(monitor)
  await client.until(({ connection }) => connection.state === 'connected')
  await queue.send(orderBodies(56, 4))
  taken = await client.ask('takeSample', { place, match: null })
}, 60_000)
afterAll(async () => {
  await monitor.close()
  queue.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

/** The proposal, with the undecided `coupon` left out. */
const decided = (more: Partial<EventDraft> = {}): EventDraft => {
  const draft = draftFrom(taken, 'orders')
  const fields = draft.fields.map((field): DraftField =>
    field.standing === 'asked' ? { ...field, standing: 'left-out' } : field,
  )
  return { ...draft, unknownFields: 'ignore', fields, ...more }
}

const changed = (draft: EventDraft, name: string, more: Partial<DraftField>): EventDraft => ({
  ...draft,
  fields: draft.fields.map((field) => (field.name === name ? { ...field, ...more } : field)),
})

const save = (
  draft: EventDraft,
  path: string | null,
  opened: string | null,
  fields: readonly string[] | null,
) =>
  client.ask('saveDraft', {
    ...{ place, draft, path, opened },
    agreed: fields === null ? null : { fields: [...fields], seen: null },
  })

const written = (saved: SavedDraft): { readonly path: string; readonly opened: string } => {
  if (!saved.saved) throw new Error(JSON.stringify(saved))
  return saved
}

describe('a definition made in the page', { timeout: 60_000 }, () => {
  it('shows what a look costs, and receives each message once', async () => {
    expect(await client.ask('priceSample', { place })).toEqual({ queue: queue.name, most: 200, limit: null })
    expect(taken).toMatchObject({ queue: queue.name, looked: 60, of: 60, notGivenBack: 0, unreadable: 0 })
    const [delivery] = await queue.port.receive({ max: 1, waitSeconds: 1 })
    expect(delivery?.receiveCount).toBe(2)
    if (delivery !== undefined) await queue.port.release([delivery], 0)
  })

  it('shows paths, counts and covered values, and nothing in clear', async () => {
    const judged = await client.ask('judgeDraft', { sample: taken.sample, draft: decided() })
    const told = JSON.stringify([taken, judged])
    for (const value of ['buyer', 'example.org', 'EUR', '70000', '10.50']) expect(told).not.toContain(value)
    const rows = taken.rows.map(({ field, offered }) => [field.pointer, field.standing, field.mask, offered])
    expect(rows).toEqual([
      ['/order/id', 'kept', null, null],
      ['/order/placed_at', 'kept', null, 'timestamp'],
      ['/customer/email', 'kept', 'email', null],
      ['/currency', 'kept', null, null],
      ['/amount', 'kept', null, null],
      ['/coupon', 'asked', null, null],
    ])
    expect(judged.places[1]).toEqual({ seen: 60, nulls: 0, samples: ['••••-••-•••••:••:•••'] })
    expect(judged.places[2]?.samples).toContain('••••••@•••••••.•••')
    expect(judged.places[5]).toEqual({ seen: 60, nulls: 60, samples: [] })
  })

  it('judges the sample again without receiving, by reason and path', async () => {
    const draft = changed(decided(), 'currency', { required: true })
    const judge = (of: EventDraft) => client.ask('judgeDraft', { sample: taken.sample, draft: of })
    expect(await judge(draft)).toMatchObject({
      ...{ of: 60, passed: 56, mistakes: [] },
      reasons: [{ code: 'missing-field', pointer: '/currency', count: 4 }],
    })
    const wrong = changed(draft, 'amount', { type: 'integer', column: 'currency', pointer: 'amount' })
    const told = await judge(wrong)
    expect([told.passed, told.places[4]]).toEqual([null, null])
    expect(told.mistakes.map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['fields.4.pointer', 'fields.4.column']),
    )
    const [again] = await queue.port.receive({ max: 1, waitSeconds: 1 })
    expect(again?.receiveCount).toBeLessThanOrEqual(3)
    if (again !== undefined) await queue.port.release([again], 0)
  })

  it('says how it fits a table that is missing, exists, or has vanished', async () => {
    const draft = decided()
    const fit = async () => (await client.ask('fitDraft', { place, draft })).items.map(({ found }) => found)
    const { statement } = await client.ask('fitDraft', { place, draft })
    expect(statement).toMatch(/^create table "?\w+"?\."?orders"? \(\n {2}"?order_id"? bigint,/)
    expect(await fit()).toEqual([expect.stringContaining('is missing and will be created')])
    await database.query(`create table orders (currency int)`)
    expect(await fit()).toEqual([expect.stringContaining('orders')])
    expect((await client.ask('fitDraft', { place, draft })).items[0]?.state).toBe('not-fine')
    await database.query('drop table orders')
    expect(await fit()).toEqual([expect.stringContaining('is missing and will be created')])
  })

  it('is not saved while something is undecided or wrong', async () => {
    const undecided = changed(decided(), 'coupon', { standing: 'asked' })
    expect(await save(undecided, null, null, null)).toMatchObject({
      ...{ saved: false, why: 'mistakes' },
      mistakes: [{ path: ['fields', 5] }],
    })
    expect(await save({ ...decided(), fields: [] }, null, null, null)).toMatchObject({ why: 'mistakes' })
  })

  it('is saved in its own file, and never over another one', async () => {
    const first = written(await save(decided(), null, null, null))
    const second = written(await save(decided(), null, null, null))
    expect([first.path, second.path].map((path) => path.slice(folder.length))).toEqual([
      '/events/orders.event.json',
      '/events/orders-2.event.json',
    ])
    const reading = readEventFile(first.path)
    expect(reading.ok && reading.definition.fields.map(({ column, mask }) => [column, mask])).toEqual([
      ['order_id', null],
      ['placed_at', null],
      ['masked_email', 'email'],
      ['currency', null],
      ['amount', null],
    ])
  })

  it('tells the second of two windows that the first has changed the file, and loses nothing', async () => {
    const { path, opened } = written(await save(decided(), null, null, null))
    const draft = decided({ label: 'Order' })
    expect(await save(draft, path, opened, null)).toMatchObject({
      ...{ saved: false, why: 'changes', seen: null },
      changes: [{ kind: 'free', subject: 'label' }],
    })
    const mine = written(await save(draft, path, opened, []))
    await expect(save(decided({ label: 'Purchase' }), path, opened, [])).rejects.toThrow('event-file-changed')
    expect(await client.ask('openDraft', { path })).toMatchObject({
      ...{ opened: mine.opened, draft: { label: 'Order' } },
    })
    await rm(dirname(path), { recursive: true })
    await expect(save(draft, path, mine.opened, [])).rejects.toThrow('event-file-missing')
    expect(written(await save(draft, null, null, null)).path).toBe(
      join(folder, 'events', 'orders.event.json'),
    )
  })

  it("is written to a link's target, which stays a link, and can be saved twice with the same content", async () => {
    const { path, opened } = written(await save(decided(), null, null, null))
    const link = join(folder, 'linked.event.json')
    await symlink(path, link)
    const draft = decided({ label: 'Order' })
    const mine = written(await save(draft, link, opened, []))
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
    expect((await client.ask('openDraft', { path })).opened).toBe(mine.opened)
    // As after a reply that was lost on its way.
    expect(written(await save(draft, link, opened, [])).opened).toBe(mine.opened)
  })

  it('drops the sample on request, and when it reconnects', async () => {
    const draft = decided()
    await client.ask('dropSample', { sample: 'another' })
    await client.ask('judgeDraft', { sample: taken.sample, draft })
    await client.ask('reconnect', {})
    await client.until(({ connection }) => connection.state === 'connected')
    await expect(client.ask('judgeDraft', { sample: taken.sample, draft })).rejects.toThrow(
      'event-sample-gone',
    )
    // Without a sample its mistakes are still reported.
    expect(await client.ask('judgeDraft', { sample: null, draft })).toMatchObject({ of: 0, mistakes: [] })
  })
})
