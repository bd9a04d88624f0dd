import { noCounts, type Counts } from '../../contract/events.ts'
import type { RetryBatch } from '../../pipeline/ports.ts'
import type { Database, Statement } from './database.ts'
import type { KeyIds } from './keys.ts'
import type { LoadTarget } from './load-target.ts'
import { sumsOf, type Load, type LoadForm } from './loading.ts'
import { filledColumns, loginArrays } from './login-arrays.ts'
import { hasTriggers } from './has-triggers.ts'
import { statementName } from './statement-name.ts'

/**
 * Claims, ledger, rows and marks in one statement; see the statement of a commit, which this follows. The claims are made
 * in the order of their ids and before the ledger is written, and no commit waits for a claim, so that nobody waits in a
 * circle. What another retry has claimed is not ours any more and is not counted.
 */
const retryText = ({ table, nextNumber }: LoadTarget, counted: boolean): string => `
with logins as (
  select * from unnest($5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::date[],
    $13::bigint[]) as t(rejected_id, ${filledColumns}, row_number)
), claimed as (
  select rejected_id, origin_id, message_id, sent_at, sent_at_assumed from sluice.rejected
  where rejected_id = any ($5::bigint[]) and state = 'kept'
  order by rejected_id
  for update
), known as (
  select origin_id from sluice.loaded_among((select pg_catalog.array_agg(origin_id) from claimed))
), numbered as (
  select rejected_id, origin_id, message_id, sent_at, sent_at_assumed, coalesce(row_number, ${nextNumber}) as login_id
  from (
    select c.*, row_number from claimed c join logins using (rejected_id)
    where origin_id not in (select origin_id from known)
    order by rejected_id
  ) as unknown
), fresh as (
  insert into sluice.ledger (origin_id, message_id, run_id, mask_key_id, login_id, sent_at, sent_at_assumed)
  select origin_id, message_id, $1, $2::integer, login_id, sent_at, sent_at_assumed
  from numbered order by origin_id collate "C", rejected_id
  on conflict (origin_id) do nothing
  returning message_id, login_id
), landed as (
  insert into ${table} (${filledColumns}, login_id) overriding system value
  select ${filledColumns}, login_id from fresh join claimed using (message_id) join logins using (rejected_id)
  returning 1
), marked as (
  update sluice.rejected r
  set state = case when fresh.login_id is null then 'already-loaded' else 'loaded' end,
    login_id = fresh.login_id, retry_run_id = $1, state_at = clock_timestamp(), change_id = $3
  from claimed left join fresh using (message_id)
  where r.rejected_id = claimed.rejected_id
), counted as (
  select (select count(*) from ${counted ? 'fresh' : `landed where not ${hasTriggers(table)}`})::integer as loaded,
    (select count(*) from fresh)::integer as given, (select count(*) from claimed)::integer as claimed
), noted as (
  insert into sluice.batches (batch_name, run_id, received, loaded, duplicates, released)
  select $3, $1, claimed + $4::integer, loaded, claimed - given, $4::integer from counted
  on conflict (batch_name) do nothing
  returning 1
)
select claimed + $4::integer as received, loaded, claimed - given as duplicates, $4::integer as released,
  exists (select from noted) as is_first,
  ${counted ? '(select pg_catalog.array_agg(login_id) from fresh)' : 'null::bigint[]'} as given
from counted`

const formerText = 'select received, loaded, duplicates, released from sluice.batches where batch_name = $1'

interface Sums {
  readonly received: number
  readonly loaded: number
  readonly duplicates: number
  readonly released: number
}

interface RetryAnswer extends Sums {
  /** Whether the batch was not committed before. */
  readonly is_first: boolean
  readonly given: readonly string[] | null
}

/** Loads batches of rejected messages by statements that are made once. */
export const createRetryLoad = (
  database: Database,
  load: Load,
  keys: KeyIds,
  target: LoadTarget,
): ((batch: RetryBatch) => Promise<Counts>) => {
  const plain = retryText(target, false)
  const counting = retryText(target, true)
  const names = {
    plain: statementName('retry-batch', plain),
    counting: statementName('retry-batch-counted', counting),
  }
  const statement = (
    { runId, batchId, stillRejected, logins }: RetryBatch,
    { counted, drawn }: LoadForm,
  ): Statement => ({
    name: counted ? names.counting : names.plain,
    text: counted ? counting : plain,
    values: [
      ...[runId, keys.mask, batchId, stillRejected],
      logins.map(({ rejectedId }) => rejectedId),
      ...loginArrays(logins, drawn),
    ],
  })
  return async (batch) => {
    const answer = await load<RetryAnswer>((form) => statement(batch, form))
    const former = { text: formerText, values: [batch.batchId] }
    const { received, loaded, duplicates, released } = await sumsOf<Sums>(database, answer, former)
    return { ...noCounts, received, loaded, duplicates, released }
  }
}
