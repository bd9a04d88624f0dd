import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../src/adapters/postgres/database.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { movePortion } from '../../../src/adapters/postgres/move-ledger.ts'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import { onPostgres } from '../../support/postgres-versions.ts'
import type { TestDatabase } from '../../support/test-database.ts'
import { fewOf } from '../../support/everything.ts'

const read = (path: string): string => readFileSync(resolve(import.meta.dirname, path), 'utf8')
const present = (name: string): string => read(`../../../src/adapters/postgres/sql/${name}.sql`)

const first = present('0001-schema')

/** A database as the previous version made it, in which the server computes `cause` and `codes`, with a run in it. */
const formerDatabase = `
  create schema sluice;
  create table sluice.migrations (name text primary key, at timestamptz not null default now());
  insert into sluice.migrations (name)
  values ('0001-schema'), ('0002-states-and-history'), ('0003-history'), ('0004-table-in-public');
  ${first} ${read('former-0002.sql')} ${present('0003-history')} ${present('0004-table-in-public')}`

const formerRun = `
  insert into sluice.keys (purpose, check_value) values ('mask', 'm'), ('seal', 's');
  insert into sluice.runs (run_id, queue) values ('6f1c2b1e-0000-4000-8000-000000000001', 'former');
  insert into sluice.ledger (origin_id, message_id, run_id, login_id, sent_at)
  select 'origin-' || n, 'message-' || n, '6f1c2b1e-0000-4000-8000-000000000001', case when n <= 3 then n end, now()
  from generate_series(1, 6) as n;
  insert into sluice.rejected (origin_id, message_id, run_id, seal_key_id, sent_at, receive_count, reasons, body_bytes,
    sealed_body, state)
  select 'origin-' || n, 'message-' || least(n, 5), '6f1c2b1e-0000-4000-8000-000000000001', 2, '2024-03-09', 1,
    '[{"code": "wrong-type", "pointer": "/ip"}, {"code": "missing-field", "pointer": "/locale"}]', n, '\\x00',
    case when n = 4 then 'discarded' else 'kept' end
  from generate_series(4, 6) as n;
  insert into sluice.batches (run_id, received, loaded, rejected) values ('6f1c2b1e-0000-4000-8000-000000000001', 6, 3, 3);`

/** Everything that the catalogue has of the schema, except the positions of columns, which mean nothing. */
const shape = async (test: TestDatabase): Promise<unknown> => ({
  columns: await test.query(
    `select table_name, column_name, data_type, is_nullable, column_default, is_generated, collation_name, is_identity
     from information_schema.columns where table_schema = 'sluice' order by 1, 2`,
  ),
  indexes: await test.query(
    `select indexname, indexdef from pg_indexes where schemaname = 'sluice' order by 1`,
  ),
  constraints: await test.query(
    `select conname, conrelid::regclass::text as of, pg_get_constraintdef(oid) as definition from pg_constraint
     where connamespace = 'sluice'::regnamespace order by 2, 1`,
  ),
  triggers: await test.query(
    `select tgname, tgrelid::regclass::text as of from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'sluice'::regnamespace and not tgisinternal order by 1`,
  ),
  functions: await test.query(
    `select proname, pg_get_functiondef(oid) as definition from pg_proc where pronamespace = 'sluice'::regnamespace order by 1`,
  ),
  views: await test.query(`select viewname, definition from pg_views where schemaname = 'sluice' order by 1`),
  migrations: await test.query('select name from sluice.migrations order by 1'),
})

const migrated = async (test: TestDatabase): Promise<void> => {
  const database = openDatabase(test.url, 1)
  try {
    await migrate(database)
    for (let moved = await movePortion(database, null); moved.kind !== 'done';)
      moved = await movePortion(database, null)
  } finally {
    await database.close()
  }
}

onPostgres(fewOf([10, 18], 1), 'a database in which only the first migration ran', ({ createDatabase }) => {
  it('has the causes of its rejected messages afterwards', async () => {
    const test = await createDatabase()
    try {
      await test.query(`create schema sluice; create table sluice.migrations (name text primary key, at timestamptz default now());
        insert into sluice.migrations (name) values ('0001-schema'); ${first}`)
      await test.query(`
        insert into sluice.keys (purpose, check_value) values ('seal', 's');
        insert into sluice.ledger (origin_id, message_id, run_id, sent_at)
        values ('o', 'm', '6f1c2b1e-0000-4000-8000-000000000001', now());
        insert into sluice.rejected (origin_id, message_id, run_id, seal_key_id, sent_at, receive_count, reasons, body_bytes, sealed_body)
        values ('o', 'm', '6f1c2b1e-0000-4000-8000-000000000001', 1, now(), 1, '[{"code": "empty-body", "pointer": ""}]', 0, '')`)
      await migrated(test)
      expect(await test.query('select cause, codes, state from sluice.rejected')).toEqual([
        { cause: 'empty-body ', codes: ['empty-body'], state: 'kept' },
      ])
    } finally {
      await test.drop()
    }
  })
})

onPostgres(fewOf([18, 15, 12], 1), 'a database that the version before made', ({ createDatabase }) => {
  it('ends with the same schema as a fresh one', async () => {
    const [former, fresh] = [await createDatabase(), await createDatabase()]
    try {
      await former.query(formerDatabase)
      await former.query(formerRun)
      await migrated(former)
      await migrated(fresh)
      expect(await shape(former)).toEqual(await shape(fresh))
    } finally {
      await former.drop()
      await fresh.drop()
    }
  })

  it('keeps its rows, its rejected messages and its sums', async () => {
    const test = await createDatabase()
    try {
      await test.query(formerDatabase)
      await test.query(formerRun)
      const rejections = () =>
        test.query(
          `select origin_id, cause, codes, state, reasons, body_bytes, sealed_body, sent_at from sluice.rejected order by 1`,
        )
      const before = await rejections()
      await migrated(test)
      expect(await rejections()).toEqual(before)
      expect(before).toHaveLength(3)
      expect(
        await test.query('select origin_id, row_number::integer as id from sluice.loaded order by 1'),
      ).toEqual([1, 2, 3].map((n) => ({ origin_id: `origin-${n}`, id: n })))
      // Two services used the same message id: both rejections are still there.
      const names = await test.query<{ message_id: string }>(
        'select message_id from sluice.rejected order by origin_id',
      )
      expect(names.map((row) => row.message_id)).toEqual([
        'message-4',
        'message-5',
        expect.stringMatching(/^message-5#\d+$/),
      ])
      const database = openDatabase(test.url, 1)
      expect(await reconcile(database, null)).toMatchObject([
        { counts: { received: 6, loaded: 3, rejected: 3 }, ledger: { loaded: 3, rejected: 3 }, holds: true },
      ])
      await database.close()
    } finally {
      await test.drop()
    }
  })
})
