import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { findLoadTarget } from '../../../src/adapters/postgres/find-load-target.ts'
import { findLoadedOrigin, findLoadedRow } from '../../../src/adapters/postgres/loaded.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { entriesToMove, movePortion, type Moved } from '../../../src/adapters/postgres/move-ledger.ts'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import { pruneLedger } from '../../../src/adapters/postgres/retention.ts'
import { createStore } from '../../../src/adapters/postgres/store.ts'
import { fitTable } from '../../../src/adapters/postgres/table.ts'
import { logins } from '../../../src/contract/logins.ts'
import {
  fillFormerLedger,
  formerRuns,
  makeFormerSchema,
  type FormerEntry,
} from '../../support/former-ledger.ts'
import { loginItem } from '../../support/items.ts'
import { findRowOfMessage } from '../../support/find-row.ts'
import { onPostgres } from '../../support/postgres-versions.ts'
import type { TestDatabase } from '../../support/test-database.ts'
import { fewOf } from '../../support/everything.ts'

interface Bench {
  readonly test: TestDatabase
  readonly database: Database
  readonly entries: readonly FormerEntry[]
}

/** Steps of a few entries each, until there is no former ledger; `between` runs before the first and after each. */
const moveAll = async (
  database: Database,
  portion: number,
  between: () => Promise<unknown>,
): Promise<number> => {
  let from: string | null = null
  let moved = 0
  await between()
  for (;;) {
    const step: Moved = await movePortion(database, from, { portion })
    await between()
    if (step.kind !== 'moved') {
      expect(step).toEqual({ kind: 'done' })
      return moved
    }
    moved += step.count
    from = step.next
  }
}

onPostgres(fewOf([18, 12, 10], 1), 'the former ledger', ({ createDatabase }) => {
  const onFormer = (title: string, body: (bench: Bench) => Promise<void>): void =>
    it(
      title,
      async () => {
        const test = await createDatabase()
        const database = openDatabase(test.url, 3)
        try {
          await makeFormerSchema(test)
          const entries = await fillFormerLedger(test)
          await migrate(database)
          await fitTable(database, logins, { mayAlter: false })
          await body({ test, database, entries })
        } finally {
          await database.close()
          await test.drop()
        }
      },
      60_000,
    )

  onFormer('is asked beside the new one at every step, so that no origin is loaded again', async (bench) => {
    const { test, database, entries } = bench
    const target = await findLoadTarget(database.query, database.names, logins)
    const store = createStore(database, { mask: 1, seal: 2 }, target)
    const runId = crypto.randomUUID()
    await store.openRun({ runId, queue: 'test' })
    const again = entries.map(({ originId }) => loginItem({ originId }))
    let fresh = 0
    const moved = await moveAll(database, 7, async () => {
      const items = [...again, loginItem({ originId: `new-${fresh}` })]
      fresh += 1
      expect(await store.commit({ batchId: crypto.randomUUID(), runId, items })).toMatchObject({
        loaded: 1,
        duplicates: again.length,
      })
      expect((await store.known(again)).size).toBe(again.length)
    })
    expect(moved).toBe(entries.length)
    expect(await test.query('select from user_logins')).toHaveLength(fresh)
    expect(await test.query('select from sluice.ledger')).toHaveLength(entries.length + fresh)
  })

  onFormer('tells the same of every entry at every step', async ({ database, entries }) => {
    const told = async () => {
      const all = []
      for (const { originId, rowNumber, messageId } of entries) {
        const row = await findLoadedRow(database.query, { filled: null, label: 'user_logins' }, rowNumber)
        all.push({
          ...{ row: { ...row, settledAt: null }, byOrigin: await findRowOfMessage(database, originId) },
          byMessage: await findRowOfMessage(database, messageId),
          origin: { ...(await findLoadedOrigin(database, originId)), loadedAt: null },
        })
      }
      return all
    }
    const before = await told()
    expect(before).toEqual(
      entries.map(({ originId, messageId, rowNumber, runId }) => ({
        row: {
          ...{ originId, messageId, runId, sentAt: '2026-11-01T00:00:00.000Z', settledAt: null },
          maskKey: runId === formerRuns.usual ? 'first' : 'second',
        },
        ...{ byOrigin: rowNumber, byMessage: rowNumber },
        origin: { rowId: rowNumber, messageId, loadedAt: null },
      })),
    )
    await moveAll(database, 10, async () => expect(await told()).toEqual(before))
  })

  onFormer('leaves the sums of every run as they were', async ({ database, entries }) => {
    const before = await reconcile(database, formerRuns.usual)
    expect(before).toMatchObject([{ ledger: { loaded: entries.length - 2 }, holds: true }])
    await moveAll(database, 9, async () =>
      expect(await reconcile(database, formerRuns.usual)).toEqual(before),
    )
    // Its counts went with its batches, and nothing claims to know them.
    expect(await reconcile(database, formerRuns.gone)).toMatchObject([{ ledger: null, holds: true }])
  })

  onFormer(
    'gives each entry the batch that made it, and where that is gone one of its run and time',
    async (bench) => {
      await moveAll(bench.database, 4, () => Promise.resolve())
      const found = await bench.test.query<{
        run_id: string
        loaded: number
        entries: number
        close: boolean
      }>(
        `select b.run_id, b.loaded, count(*)::integer as entries,
         bool_and(b.at between now() - interval '51 minutes' and now()) as close
       from sluice.ledger l join sluice.batches b using (batch_id) group by b.batch_id order by b.run_id, b.batch_id`,
      )
      const usual = bench.entries.length - 2
      expect(found).toEqual([
        { run_id: formerRuns.usual, loaded: 10, entries: 10, close: true },
        { run_id: formerRuns.usual, loaded: usual - 10, entries: usual - 10, close: true },
        { run_id: formerRuns.withoutBatches, loaded: 0, entries: 1, close: true },
        { run_id: formerRuns.gone, loaded: 0, entries: 1, close: true },
      ])
      expect(
        await bench.test.query('select row_number::integer as n from sluice.ledger where sent_at_assumed'),
      ).toEqual([{ n: 2 }])
    },
  )

  onFormer('is moved once by many at the same time, while others load and forget', async (bench) => {
    const { database, entries, test } = bench
    const target = await findLoadTarget(database.query, database.names, logins)
    const store = createStore(database, { mask: 1, seal: 2 }, target)
    const runId = crypto.randomUUID()
    await store.openRun({ runId, queue: 'test' })
    await test.query(
      `update sluice.former_ledger set settled_at = now() - interval '400 days' where row_number in (1, 2, 3)`,
    )
    const move = async (): Promise<void> => {
      let from: string | null = null
      for (let tries = 0; tries < 200; tries += 1) {
        const step: Moved = await movePortion(database, from, { portion: 3 })
        if (step.kind === 'done') return
        if (step.kind === 'moved') from = step.next
        else await pause(10)
      }
    }
    const load = async (): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) {
        const items = entries.slice(3).map(({ originId }) => loginItem({ originId }))
        const counts = await store.commit({ batchId: crypto.randomUUID(), runId, items })
        expect(counts).toMatchObject({ loaded: 0, duplicates: items.length })
      }
    }
    const forget = async (): Promise<void> => {
      for (let turn = 0; turn < 5; turn += 1) await pruneLedger(database, 365, 2)
    }
    await Promise.all([move(), move(), load(), forget()])
    const [left] = await test.query<{ count: number }>(
      'select count(*)::integer from sluice.ledger where row_number > 3',
    )
    expect(left).toEqual({ count: entries.length - 3 })
    expect(await test.query('select from user_logins')).toEqual([])
  })

  onFormer(
    'says about how much is left, and nothing once it is gone',
    async ({ database, test, entries }) => {
      await test.query('analyze sluice.former_ledger')
      // Before version 15 the server counts later inserts twice.
      await expect
        .poll(() => entriesToMove(database.query), { timeout: 15_000 })
        .toBeGreaterThanOrEqual(entries.length)
      await moveAll(database, 1_000, () => Promise.resolve())
      expect(await entriesToMove(database.query)).toBeNull()
    },
  )

  onFormer('stays asked where an entry would take the key of another, and loses neither', async (bench) => {
    const digest = () => '0'.repeat(64)
    const refusal = { failure: { code: 'origin-collision' } }
    for (const portion of [1_000, 1])
      await expect(
        (async () => {
          let from: string | null = null
          for (;;) {
            const step: Moved = await movePortion(bench.database, from, { portion, digest })
            from = step.kind === 'moved' ? step.next : null
          }
        })(),
      ).rejects.toMatchObject(refusal)
    const found = await bench.test.query(
      'select origin_id as "originId", row_number::text as "rowNumber" from sluice.loaded order by row_number',
    )
    expect(found).toEqual(bench.entries.map(({ originId, rowNumber }) => ({ originId, rowNumber })))
  })

  onFormer('forgets what is old while it is moved', async ({ database, test, entries }) => {
    await test.query(
      `update sluice.former_ledger set settled_at = now() - interval '40 days' where row_number <= 5`,
    )
    expect(await pruneLedger(database, 30, 2)).toBe(2)
    expect(await pruneLedger(database, 30, 1_000)).toBe(3)
    expect(await moveAll(database, 10, () => Promise.resolve())).toBe(entries.length - 5)
    expect(await reconcile(database, formerRuns.usual)).toMatchObject([{ ledger: null, holds: true }])
  })

  it('is gone at once if it was empty', async () => {
    const test = await createDatabase()
    const database = openDatabase(test.url, 1)
    await makeFormerSchema(test)
    await migrate(database)
    expect(await movePortion(database, null)).toEqual({ kind: 'done' })
    await database.close()
    await test.drop()
  })
})
