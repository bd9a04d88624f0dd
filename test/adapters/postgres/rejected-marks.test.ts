import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  listRejectedChoices,
  markRejected,
  noteRejected,
} from '../../../src/adapters/postgres/rejected-marks.ts'
import { eraseRejected } from '../../../src/adapters/postgres/erase-rejected.ts'
import { changeState } from '../../../src/adapters/postgres/rejected-state.ts'
import { getRejected, listRejected } from '../../../src/adapters/postgres/rejected.ts'
import type { RejectedMark } from '../../../src/contract/finding.ts'
import { commandInputs, type CommandInput } from '../../../src/contract/monitor.ts'
import type { RejectedSelection } from '../../../src/contract/rejected.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { loginBody } from '../../support/logins.ts'
import { causesOf, filterOf, listOf } from '../../support/rejected.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'
import { listCauses } from '../../../src/adapters/postgres/rejected-causes.ts'

let bench: TestStore
let byName: Readonly<Record<string, string>>

beforeAll(async () => {
  bench = await createTestStore()
  const bodies = ['no login', '{', loginBody({ app_version: 'latest' }), loginBody({ ip: 'here' })]
  const runId = await bench.openRun()
  await bench.test.query(
    `update sluice.runs set settings = '{"event": "user_login 0123456789abcdef"}' where run_id = $1`,
    [runId],
  )
  const deliveries = bodies.map((body, index) => createDelivery({ messageId: `m${index + 1}`, body }))
  await bench.store.commit({ batchId: crypto.randomUUID(), runId, items: bench.prepare(deliveries) })
  const { rejected } = await listRejected(bench.database, listOf())
  byName = Object.fromEntries(rejected.map((message) => [message.messageId, message.id]))
})
beforeEach(() =>
  bench.test.query(
    `update sluice.rejected set state = 'kept', change_id = null, note = null, tags = '{}', mark_id = null,
       investigated_since = null, investigated_by = null`,
  ),
)
afterAll(() => bench.close())

const idOf = (name: string): string => byName[name] ?? ''
const named = (...names: readonly string[]): RejectedSelection => ({ by: 'ids', ids: names.map(idOf) })
const mark = (which: RejectedSelection, what: RejectedMark) =>
  markRejected(bench.database, which, what, 'ann@desk')
const found = async (filter: CommandInput<'listRejected'>['filter']) =>
  (await listRejected(bench.database, listOf({ filter }))).rejected.map(({ messageId }) => messageId)
const all = filterOf({ state: 'all' })

describe('tags', () => {
  it('are added once, sorted, and removed, each counted if it changed something', async () => {
    expect(await mark(named('m1', 'm2'), { do: 'tag', tag: 'vendor' })).toMatchObject({ changed: 2, full: 0 })
    expect(await mark(all, { do: 'tag', tag: 'vendor' })).toMatchObject({ changed: 2 })
    await mark(named('m1'), { do: 'tag', tag: 'Bug 7' })
    expect(await getRejected(bench.database, idOf('m1'))).toMatchObject({ tags: ['Bug 7', 'vendor'] })
    expect(await mark(named('m1', 'm2'), { do: 'untag', tag: 'Bug 7' })).toMatchObject({ changed: 1 })
    expect(await found({ tag: 'vendor' })).toEqual(['m4', 'm3', 'm2', 'm1'])
    expect(await found({ tag: 'Bug 7' })).toEqual([])
  })

  it('are undone on exactly those messages that one action gave them to', async () => {
    await mark(named('m1'), { do: 'tag', tag: 'vendor' })
    const { changeId } = await mark(all, { do: 'tag', tag: 'vendor' })
    expect(await mark({ by: 'change', changeId }, { do: 'untag', tag: 'vendor' })).toMatchObject({
      changed: 3,
    })
    expect(await found({ tag: 'vendor' })).toEqual(['m1'])
  })

  it('are at most ten per message: the eleventh is left out and counted', async () => {
    for (let tag = 1; tag <= 10; tag += 1) await mark(named('m1'), { do: 'tag', tag: `t${tag}` })
    expect(await mark(named('m1', 'm2'), { do: 'tag', tag: 'more' })).toMatchObject({ changed: 1, full: 1 })
    expect(await found({ tag: 'more' })).toEqual(['m2'])
  })

  it('stay when a message is discarded and restored, and neither action undoes what the other did', async () => {
    const { changeId } = await changeState(bench.database, named('m1', 'm2'), 'discarded', null)
    await mark(named('m1'), { do: 'tag', tag: 'vendor' })
    expect(await changeState(bench.database, { by: 'change', changeId }, 'kept', null)).toMatchObject({
      changed: 2,
    })
    expect(await found({ tag: 'vendor' })).toEqual(['m1'])
  })

  it.each(['', ' vendor', 'x'.repeat(41), 'a\u202Eb', 'a\u0007b', 'a\nb', 'a\u0000b', '\u2067'])(
    'cannot be %j',
    (tag) => {
      const input = { which: { by: 'ids', ids: ['1'] }, mark: { do: 'tag', tag } }
      expect(commandInputs.markRejected.safeParse(input).success).toBe(false)
      expect(commandInputs.listRejected.safeParse({ filter: { tag } }).success).toBe(false)
    },
  )

  it('can be in any script', () => {
    for (const tag of ['vendor', 'Zürich', '待处理', 'می‌خواهم', '🛠️'])
      expect(commandInputs.listRejected.safeParse({ filter: { tag } }).success).toBe(true)
  })
})

describe('under investigation', () => {
  it('is a kept message that someone is looking into: it counts as kept, and can be found by that', async () => {
    const before = [await found({}), await listCauses(bench.database, causesOf())]
    expect(await mark(named('m1', 'm2'), { do: 'investigate', on: true })).toMatchObject({ changed: 2 })
    expect([await found({}), await listCauses(bench.database, causesOf())]).toEqual(before)
    expect(await found({ investigated: true })).toEqual(['m2', 'm1'])
    const message = await getRejected(bench.database, idOf('m1'))
    expect(message).toMatchObject({ state: 'kept', investigatedBy: 'ann@desk' })
    expect(Date.parse(message.investigatedSince ?? '')).toBeGreaterThan(Date.parse(message.rejectedAt))
  })

  it('applies only to kept messages, returns with a restored one, and can be undone', async () => {
    await changeState(bench.database, named('m3'), 'discarded', null)
    const { changed, changeId } = await mark(all, { do: 'investigate', on: true })
    expect(changed).toBe(3)
    await changeState(bench.database, named('m1'), 'discarded', null)
    expect(await found({ investigated: true, state: 'all' })).toEqual(['m4', 'm2'])
    await changeState(bench.database, named('m1'), 'kept', null)
    expect(await found({ investigated: true })).toEqual(['m4', 'm2', 'm1'])
    await mark({ by: 'change', changeId }, { do: 'investigate', on: false })
    expect(await found({ investigated: true })).toEqual([])
  })
})

describe('a note', () => {
  it('is written, replaced and removed, and discarding keeps it unless it adds its own', async () => {
    await noteRejected(bench.database, idOf('m1'), 'waits for the vendor')
    await changeState(bench.database, named('m1'), 'discarded', null)
    expect(await getRejected(bench.database, idOf('m1'))).toMatchObject({ note: 'waits for the vendor' })
    await changeState(bench.database, named('m1'), 'kept', null)
    await changeState(bench.database, named('m1'), 'discarded', 'a test')
    expect(await getRejected(bench.database, idOf('m1'))).toMatchObject({ note: 'a test' })
    await noteRejected(bench.database, idOf('m1'), null)
    expect(await getRejected(bench.database, idOf('m1'))).toMatchObject({ note: null, state: 'discarded' })
  })

  it('is left alone if it is another one by now, or if the message was erased: nothing comes back', async () => {
    const id = idOf('m3')
    await noteRejected(bench.database, id, 'of Ann', null)
    const meanwhile = { failure: { code: 'noted-meanwhile' } }
    await expect(noteRejected(bench.database, id, 'of Bob', null)).rejects.toMatchObject(meanwhile)
    await noteRejected(bench.database, id, 'of Bob', 'of Ann')
    await eraseRejected(bench.database, named('m3'), id)
    for (const instead of ['of Bob', null])
      await expect(noteRejected(bench.database, id, 'of Ann', instead)).rejects.toMatchObject(meanwhile)
    expect(await getRejected(bench.database, id)).toMatchObject({ note: null, state: 'erased' })
  })

  it('of a missing message is refused', async () => {
    await expect(noteRejected(bench.database, '999999', 'x')).rejects.toMatchObject({
      failure: { code: 'not-found' },
    })
  })

  it.each(['', '  ', 'x'.repeat(501), 'a\u202Eb', 'two\nlines'])('cannot be %j', (note) => {
    expect(commandInputs.noteRejected.safeParse({ id: '1', note }).success).toBe(false)
  })
})

describe('the filter', () => {
  it('finds faults at a place and in it, and at no other that begins alike', async () => {
    await bench.test.query(`update sluice.rejected set reasons = $1::jsonb where message_id = 'm3'`, [
      JSON.stringify([{ code: 'missing-field', pointer: '/ip/v_4', detail: null, range: null }]),
    ])
    expect(await found({ path: '/ip' })).toEqual(['m4', 'm3'])
    expect(await found({ path: '/ip/v_4' })).toEqual(['m3'])
    expect(await found({ path: '/ip/v%4' })).toEqual([])
    expect(await found({ path: '/i' })).toEqual([])
  })

  it('finds by the definition of the run, by its name, its hash or both', async () => {
    for (const definition of ['user_login', '0123456789abcdef', 'user_login 0123456789abcdef'])
      expect(await found({ definition })).toHaveLength(4)
    for (const definition of ['user', 'user_login 0123456789abcde', 'user_login '])
      expect(await found({ definition })).toEqual([])
  })

  it('matches only the listed messages, in their place', async () => {
    expect(await found({ among: [idOf('m2'), idOf('m3'), '999999'] })).toEqual(['m3', 'm2'])
    expect(await found({ among: [] })).toEqual([])
  })

  it('says which tags and definitions there are to choose', async () => {
    await mark(named('m1', 'm2'), { do: 'tag', tag: 'vendor' })
    await mark(named('m1'), { do: 'tag', tag: 'Bug 7' })
    expect(await listRejectedChoices(bench.database)).toEqual({
      tags: [
        { tag: 'Bug 7', count: 1 },
        { tag: 'vendor', count: 2 },
      ],
      definitions: ['user_login 0123456789abcdef'],
    })
  })
})
