import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { originsOfEverySort } from './origins.ts'
import type { TestDatabase } from './test-database.ts'

const sql = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, `../../src/adapters/postgres/sql/${name}.sql`), 'utf8')

const formerMigrations = [
  '0001-schema',
  '0002-states-and-history',
  '0003-history',
  '0004-table-in-public',
  '0005-rejections-of-their-own',
]

/** Makes the schema as the version before migration 0007 did. */
export const makeFormerSchema = async (test: TestDatabase): Promise<void> => {
  await test.query(`
    create schema sluice;
    create table sluice.migrations (name text primary key, at timestamptz not null default now());
    insert into sluice.migrations (name) values ${formerMigrations.map((name) => `('${name}')`).join(', ')};
    ${formerMigrations.map(sql).join('\n')}`)
}

/** The runs whose entries `fillFormerLedger` makes. */
export const formerRuns = {
  /** Two batches, of which the second came a minute after the first. */
  usual: '6f1c2b1e-0000-4000-8000-000000000001',
  /** Its batches were removed by hand. */
  withoutBatches: '6f1c2b1e-0000-4000-8000-000000000002',
  /** The run itself was removed. */
  gone: '6f1c2b1e-0000-4000-8000-000000000003',
}

export interface FormerEntry {
  readonly originId: string
  readonly messageId: string
  readonly rowNumber: string
  readonly runId: string
}

/**
 * An entry for each sort of origin, every other one with the message's own id as its origin; and one each for runs
 * that have lost their batches. Two keys were in use.
 */
export const fillFormerLedger = async (test: TestDatabase): Promise<readonly FormerEntry[]> => {
  const entries = [
    ...originsOfEverySort
      // Origins that the former ledger's index could not take were never in it.
      .filter(([, originId]) => originId.length < 2_000)
      .map(([, originId], index) => ({
        ...{ originId, messageId: index % 2 === 0 ? originId : `message-${index}` },
        ...{ rowNumber: String(index + 1), runId: formerRuns.usual },
      })),
    ...[formerRuns.withoutBatches, formerRuns.gone].map((runId, index) => ({
      ...{ originId: `lost-${index}`, messageId: `lost-${index}`, rowNumber: String(1_000 + index), runId },
    })),
  ]
  const usual = entries.length - 2
  await test.query(`
    insert into sluice.keys (purpose, check_value) values ('mask', 'first'), ('seal', 's'), ('mask', 'second');
    insert into sluice.runs (run_id, queue, started_at)
    values ('${formerRuns.usual}', 'former', now() - interval '10 minutes'),
      ('${formerRuns.withoutBatches}', 'former', now() - interval '1 hour');
    insert into sluice.batches (run_id, at, received, loaded)
    values ('${formerRuns.usual}', now() - interval '5 minutes', 10, 10),
      ('${formerRuns.usual}', now() - interval '4 minutes', ${usual - 10}, ${usual - 10});
    insert into sluice.batches (run_id, at, received, released)
    values ('${formerRuns.usual}', now() - interval '270 seconds', 3, 3)`)
  await test.query(
    `insert into sluice.ledger (origin_id, message_id, login_id, run_id, mask_key_id, sent_at, sent_at_assumed, settled_at)
     select origin_id, message_id, login_id, run_id, case when run_id = $5::uuid then 1 else 3 end,
       '2026-11-01', login_id = 2,
       now() - make_interval(mins => case when run_id <> $5::uuid then 50 when login_id <= 10 then 5 else 4 end, secs => 1)
     from unnest($1::text[], $2::text[], $3::bigint[], $4::uuid[]) as t(origin_id, message_id, login_id, run_id)`,
    [
      entries.map(({ originId }) => originId),
      entries.map(({ messageId }) => messageId),
      entries.map(({ rowNumber }) => rowNumber),
      entries.map(({ runId }) => runId),
      formerRuns.usual,
    ],
  )
  return entries
}
