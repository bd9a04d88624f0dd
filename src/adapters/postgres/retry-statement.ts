import { noCounts, type Counts } from '../../contract/events.ts'
import type { RetryBatch } from '../../pipeline/ports.ts'
import type { Database, Statement } from './database.ts'
import type { KeyIds } from './keys.ts'
import type { LoadTarget } from './load-target.ts'
import { sumsOf, type Load, type LoadForm } from './loading.ts'
import { hasTriggers } from './has-triggers.ts'
import { countParameters } from './parameters.ts'
import { compileRowList, feedsOf, type RowList } from './row-list.ts'
import { statementName } from './statement-name.ts'

/**
 * Claims, ledger, rows and marks in one statement; see the statement of a commit, which this follows. The claims are made
 * in the order of their ids and before the ledger is written, and no commit waits for a claim, so that nobody waits in a
 * circle. What another retry has claimed is not ours any more and is not counted.
 */
const compileRetry = (target: LoadTarget, counted: boolean): CompiledRetry => {
  const { table, nextNumber, rowNumber } = target
  const { next, list } = countParameters()
  const [run, maskKey, batch, stillRejected] = [next('uuid'), next('int4'), next('uuid'), next('int4')]
  const rejected = list('int8')
  const rows = compileRowList(target, list)
  const text = `
with entries as (
  select * from unnest(${rejected}, ${rows.arrays}) as t(rejected_id, ${rows.names})
), claimed as (
  select rejected_id, origin_id, message_id, sent_at, sent_at_assumed from sluice.rejected
  where rejected_id = any (${rejected}) and state = 'kept'
  order by rejected_id
  for update
), known as (
  select origin_id from sluice.loaded_among((select pg_catalog.array_agg(origin_id) from claimed))
), numbered as (
  select rejected_id, origin_id, message_id, sent_at, sent_at_assumed, coalesce(drawn_number, ${nextNumber}) as login_id
  from (
    select c.*, drawn_number from claimed c join entries using (rejected_id)
    where origin_id not in (select origin_id from known)
    order by rejected_id
  ) as unknown
), fresh as (
  insert into sluice.ledger (origin_id, message_id, run_id, mask_key_id, login_id, sent_at, sent_at_assumed)
  select origin_id, message_id, ${run}, ${maskKey}, login_id, sent_at, sent_at_assumed
  from numbered order by origin_id collate "C", rejected_id
  on conflict (origin_id) do nothing
  returning message_id, login_id
), landed as (
  insert into ${table} (${rows.filled}, ${rowNumber.quoted}) overriding system value
  select ${rows.values}, fresh.login_id from fresh join claimed using (message_id) join entries using (rejected_id)
  returning 1
), marked as (
  update sluice.rejected r
  set state = case when fresh.login_id is null then 'already-loaded' else 'loaded' end,
    login_id = fresh.login_id, retry_run_id = ${run}, state_at = clock_timestamp(), change_id = ${batch}
  from claimed left join fresh using (message_id)
  where r.rejected_id = claimed.rejected_id
), counted as (
  select (select count(*) from ${counted ? 'fresh' : `landed where not ${hasTriggers(table)}`})::integer as loaded,
    (select count(*) from fresh)::integer as given, (select count(*) from claimed)::integer as claimed
), noted as (
  insert into sluice.batches (batch_name, run_id, received, loaded, duplicates, released)
  select ${batch}, ${run}, claimed + ${stillRejected}, loaded, claimed - given, ${stillRejected} from counted
  on conflict (batch_name) do nothing
  returning 1
)
select claimed + ${stillRejected} as received, loaded, claimed - given as duplicates, ${stillRejected} as released,
  exists (select from noted) as is_first,
  ${counted ? '(select pg_catalog.array_agg(login_id) from fresh)' : 'null::bigint[]'} as given
from counted`
  const what = counted ? 'retry-batch-counted' : 'retry-batch'
  return { name: statementName(what, text), text, arraysOf: rows.arraysOf }
}

const formerText = 'select received, loaded, duplicates, released from sluice.batches where batch_name = $1'

interface CompiledRetry extends Pick<RowList, 'arraysOf'> {
  readonly name: string
  readonly text: string
}

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
  const plain = compileRetry(target, false)
  const counting = compileRetry(target, true)
  const feeds = feedsOf(target)
  const statement = (
    { runId, batchId, stillRejected, rows }: RetryBatch,
    { counted, drawn }: LoadForm,
  ): Statement => {
    const { name, text, arraysOf } = counted ? counting : plain
    return {
      ...{ name, text, feeds },
      values: [
        ...[runId, keys.mask, batchId, stillRejected],
        rows.map(({ rejectedId }) => rejectedId),
        ...arraysOf(rows, drawn),
      ],
    }
  }
  return async (batch) => {
    const answer = await load<RetryAnswer>((form) => statement(batch, form))
    const former = { text: formerText, values: [batch.batchId] }
    const { received, loaded, duplicates, released } = await sumsOf<Sums>(database, answer, former)
    return { ...noCounts, received, loaded, duplicates, released }
  }
}
