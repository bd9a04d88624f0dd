import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../src/adapters/postgres/database.ts'
import { countErasable, eraseOlder, eraseRejected } from '../../src/adapters/postgres/erase-rejected.ts'
import { reconcile } from '../../src/adapters/postgres/reconcile.ts'
import { markRejected } from '../../src/adapters/postgres/rejected-marks.ts'
import { changeState } from '../../src/adapters/postgres/rejected-state.ts'
import { keepPruned } from '../../src/app/pruning.ts'
import { keepOwnVersion } from '../../src/app/repair/mend-one.ts'
import { readClear } from '../../src/app/repair/open-version.ts'
import { coversOf, showRejected } from '../../src/app/show-rejected.ts'
import { describeErasable } from '../../src/contract/erasing.ts'
import { logins } from '../../src/contract/logins.ts'
import type { RejectedSelection } from '../../src/contract/rejected.ts'
import { loginBody } from '../support/logins.ts'
import { filterOf } from '../support/rejected.ts'
import { asFast, createRepairBench, renamed, wrongLogin, type RepairBench } from '../support/repair-bench.ts'

const signal = new AbortController().signal

let bench: RepairBench
beforeAll(async () => {
  bench = await createRepairBench()
})
beforeEach(() => bench.empty())
afterAll(() => bench.close())

const all: RejectedSelection = filterOf({ state: 'all' })
const database = () => bench.storage.database
const ids = async (...names: readonly string[]): Promise<RejectedSelection> => ({
  by: 'ids',
  ids: await Promise.all(names.map((name) => bench.rejectedId(name))),
})
const erase = async (which: RejectedSelection): Promise<number> =>
  eraseRejected(database(), which, (await countErasable(database(), which)).upTo ?? '0')

/** How many bytes of text there are, of original messages and of versions. */
const textsLeft = async (): Promise<number> => {
  const [row] = await bench.test.query<{ bytes: string }>(
    `select coalesce(sum(length(sealed_body)), 0)::text as bytes
     from (select sealed_body from sluice.rejected union all select sealed_body from sluice.repairs) as texts`,
  )
  return Number(row?.bytes)
}

/** How many statements wait for a lock. */
const waiting = async (): Promise<number> => {
  const found = await bench.test.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return found.length
}

const wrong = (name: string) => wrongLogin(name, loginBody({ ip: 'nowhere' }))

describe('erasing rejected messages', () => {
  it('removes the text of each and of all its versions permanently, and nothing of the others', async () => {
    await bench.reject([wrong('a'), wrong('b')])
    const id = await bench.rejectedId('a')
    await keepOwnVersion(bench.storage, { rejectedId: id, seen: 0, text: loginBody({}), by: 'ann' })
    const before = await textsLeft()
    expect(await erase(await ids('a'))).toBe(1)
    expect(await textsLeft()).toBeLessThan(before / 2)
    expect(await bench.states()).toEqual({ erased: 1, kept: 1 })

    const showing = { database: database(), seal: bench.storage.seal, event: logins, ...coversOf(logins) }
    const shown = await showRejected(showing, { id, uncover: null })
    expect(shown).toMatchObject({
      body: '',
      state: 'erased',
      messageId: 'a',
      reasons: [{ code: 'not-an-ip' }],
    })
    await expect(readClear(bench.storage, id, null)).rejects.toMatchObject({
      failure: { code: 'rejected-erased' },
    })
    const other = await bench.rejectedId('b')
    expect(await showRejected(showing, { id: other, uncover: { why: 'a test' } })).toMatchObject({
      body: loginBody({ ip: 'nowhere' }),
    })
    expect(await erase(all)).toBe(1)
    expect(await textsLeft()).toBe(0)
    expect(await erase(all)).toBe(0)
  })

  it('keeps every count, and does not store a message again that comes a second time', async () => {
    await bench.reject([wrong('a'), wrong('b')])
    const counted = await reconcile(database(), null)
    expect(counted.every(({ holds }) => holds)).toBe(true)
    await erase(all)
    expect(await reconcile(database(), null)).toEqual(counted)
    await bench.reject([wrong('a')])
    expect(await bench.states()).toEqual({ erased: 2 })
  })

  it('also removes a version that someone saves while it waits for that message', async () => {
    await bench.reject([wrong('a')])
    const which = await ids('a')
    const id = await bench.rejectedId('a')
    const erasing = await database().transaction(async (query) => {
      await query({ text: 'select from sluice.rejected for update' })
      const erased = erase(which)
      await expect.poll(waiting).toBe(1)
      await query({
        text: `insert into sluice.repairs (rejected_id, version, base, seal_key_id, body_bytes, sealed_body)
               values ($1, 1, 0, 1, 4, 'text')`,
        values: [id],
      })
      return { erased }
    })
    expect(await erasing.erased).toBe(1)
    expect(await textsLeft()).toBe(0)
  })

  it('cannot be bypassed by undoing a mark that was made before', async () => {
    await bench.reject([wrong('a')])
    const which = await ids('a')
    await markRejected(database(), which, { do: 'tag', tag: 'a name' }, 'ann')
    const { changeId } = await markRejected(database(), which, { do: 'untag', tag: 'a name' }, 'ann')
    await erase(which)
    await markRejected(database(), { by: 'change', changeId }, { do: 'tag', tag: 'a name' }, 'ann')
    expect(await bench.test.query('select tags from sluice.rejected')).toEqual([{ tags: [] }])
  })

  it('leaves out what was rejected after the question', async () => {
    await bench.reject([wrong('a')])
    const { upTo } = await countErasable(database(), all)
    await bench.reject([wrong('b')])
    expect(await eraseRejected(database(), all, upTo ?? '')).toBe(1)
    expect(await bench.states()).toEqual({ erased: 1, kept: 1 })
  })

  it('reports beforehand how many, and how many of them nobody has decided about', async () => {
    expect(describeErasable(await countErasable(database(), all))).toBe('There is nothing to erase.')
    await bench.reject([wrong('a'), wrong('b'), wrong('c')])
    await changeState(database(), await ids('a', 'b'), 'discarded', 'a note')
    const erasable = await countErasable(database(), all)
    expect(erasable).toMatchObject({ messages: 3, kept: 1 })
    expect(describeErasable(erasable)).toBe(
      'The texts of 3 messages and every version made of them will be erased for good. Nothing has been decided about 1 of them yet. Ids, times and reasons stay.',
    )
    await erase(await ids('a'))
    expect(await countErasable(database(), all)).toMatchObject({ messages: 2, kept: 1 })
    expect(
      await bench.test.query('select note, tags from sluice.rejected where state = $1', ['erased']),
    ).toEqual([{ note: null, tags: [] }])
  })

  it('is recorded in the audit before it is done, with the id that its messages keep', async () => {
    await bench.reject([wrong('a')])
    await erase(all)
    const [noted] = await bench.test.query<{ who: string; what: string; same: boolean }>(
      `select who, what, exists (select from sluice.rejected where change_id::text = subject) as same
       from sluice.audit order by audit_id desc limit 1`,
    )
    expect(noted).toMatchObject({ who: expect.stringContaining('@'), what: 'erase-rejected', same: true })
  })

  it('leaves nothing for a rule, a retry, discarding or restoring', async () => {
    await bench.reject([wrongLogin('a', loginBody({ user_id: undefined, userId: 'u' }))])
    const opened = await bench.open(renamed)
    await erase(all)
    expect(await opened.apply(asFast, signal)).toMatchObject({ sent: 0, loaded: 0 })
    expect(await changeState(database(), all, 'discarded', null)).toMatchObject({ changed: 0 })
    expect(await changeState(database(), all, 'kept', null)).toMatchObject({ changed: 0 })
    expect(await bench.rows()).toBe(0)
    expect(await bench.states()).toEqual({ erased: 1 })
  })

  it('erases by age, whatever became of a message, and is only in the audit if there was one', async () => {
    await bench.reject([wrong('old'), wrong('older'), wrong('young')])
    await changeState(database(), await ids('older'), 'discarded', null)
    await bench.test.query(
      `update sluice.rejected set rejected_at = now() - make_interval(days => 31) where message_id like 'old%'`,
    )
    const lines = async () => (await bench.test.query('select from sluice.audit')).length
    const before = await lines()
    expect(await eraseOlder(database(), 40, 100)).toBe(0)
    expect(await lines()).toBe(before)
    expect(await eraseOlder(database(), 30, 1)).toBe(1)
    expect(await eraseOlder(database(), 30, 100)).toBe(1)
    expect(await lines()).toBe(before + 2)
    expect(await bench.states()).toEqual({ erased: 2, kept: 1 })
  })

  it('continues by itself as long as a connection is open, by the current setting', async () => {
    let rejectedDays: number | null = null
    const stop = keepPruned(database(), () => ({ ledgerDays: 365, rejectedDays }), 30)
    onTestFinished(stop)
    const age = (name: string) =>
      bench.test.query(
        `update sluice.rejected set rejected_at = now() - make_interval(days => 9) where message_id = '${name}'`,
      )
    await bench.reject([wrong('a'), wrong('b')])
    await age('a')
    rejectedDays = 10
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await bench.states()).toEqual({ kept: 2 })
    rejectedDays = 8
    await expect.poll(() => bench.states()).toEqual({ erased: 1, kept: 1 })
    await age('b')
    await expect.poll(() => bench.states()).toEqual({ erased: 2 })
  })

  it('takes many messages in portions, and can be ended between two', async () => {
    await bench.reject([wrong('a')])
    await bench.test.query(
      `insert into sluice.rejected (origin_id, message_id, run_id, sent_at, receive_count, reasons, cause, codes, seal_key_id, body_bytes, sealed_body)
       select origin_id || n, message_id || n, run_id, sent_at, receive_count, reasons, cause, codes, seal_key_id, body_bytes, sealed_body
       from sluice.rejected cross join generate_series(1, 10000) as n`,
    )
    const { upTo } = await countErasable(database(), all)
    const abort = new AbortController()
    const stopped: Database = {
      ...database(),
      transaction: (action) =>
        database()
          .transaction(action)
          .finally(() => abort.abort()),
    }
    expect(await eraseRejected(stopped, all, upTo ?? '', abort.signal)).toBe(5_000)
    expect(await bench.states()).toEqual({ erased: 5_000, kept: 5_001 })
    expect(await erase(all)).toBe(5_001)
    expect(await bench.states()).toEqual({ erased: 10_001 })
  })
})
