import { noCounts, type Counts } from '../../contract/events.ts'
import type { RetryBatch } from '../../pipeline/ports.ts'
import type { Database, Statement } from './database.ts'
import type { LoadTarget } from './load-target.ts'
import { sumsOf, type Load, type LoadForm } from './loading.ts'
import { countParameters } from './parameters.ts'
import { compileRowList, feedsOf, type RowList } from './row-list.ts'
import {
  freshEntries,
  givenNumbers,
  isFresh,
  landedRows,
  loadedCount,
  lostEntries,
  metMeanwhile,
  nextBatch,
} from './ledger-entries.ts'
import { originKeys, type Digest } from './origin-key.ts'
import { statementName } from './statement-name.ts'

/**
 * Claims, ledger, rows and marks in one statement; see the statement of a commit, which this follows. Claims are made
 * in the order of their ids and before the ledger is written, and no commit waits for a claim, so that there is no
 * deadlock. What another retry has claimed is no longer ours and is not counted.
 */
const compileRetry = (target: LoadTarget, counted: boolean): CompiledRetry => {
  const { next, list } = countParameters()
  const [run, name, stillRejected] = [next('uuid'), next('uuid'), next('int4')]
  const [rejected, origins, texts, versions] = [list('int8'), list('uuid'), list('text'), list('int4')]
  const rows = compileRowList(target, list)
  const text = `
with batch as (
  select ${nextBatch} as batch_id
), entries as (
  select * from unnest(${[rejected, origins, texts, versions, rows.arrays].join(', ')})
    as t(rejected_id, origin, origin_text, mended_version, ${rows.names})
), claimed as (
  select rejected_id, message_id, sent_at, sent_at_assumed from sluice.rejected
  where rejected_id = any (${rejected}) and state = 'kept'
  order by rejected_id
  for update
), wanted as (
  select * from claimed join entries using (rejected_id)
), known as (
  select origin from sluice.loaded_among(
    (select pg_catalog.array_agg(origin order by rejected_id) from wanted),
    (select pg_catalog.array_agg(origin_text order by rejected_id) from wanted))
), numbered as (
  select unknown.*, coalesce(drawn_number, ${target.nextNumber}) as row_number
  from (
    select * from wanted where origin not in (select origin from known) order by rejected_id
  ) as unknown
), ${freshEntries('rejected_id')}, ${lostEntries}, ${landedRows(target, rows)}, ${outcomes(run, name)}, counted as (
  select ${loadedCount(target, counted)} as loaded,
    (select count(*) from fresh)::integer as given, (select count(*) from claimed)::integer as claimed,
    ${metMeanwhile} as met
), noted as (
  insert into sluice.batches (batch_id, batch_name, run_id, received, loaded, duplicates, released)
  overriding system value
  select batch_id, ${name}, ${run}, claimed + ${stillRejected}, loaded, claimed - given, ${stillRejected}
  from counted, batch
  on conflict (batch_name) do nothing
  returning 1
)
select claimed + ${stillRejected} as received, loaded, claimed - given as duplicates, ${stillRejected} as released,
  exists (select from noted) as is_first, met,
  ${givenNumbers(counted)} as given
from counted`
  const what = counted ? 'retry-batch-counted' : 'retry-batch'
  return { name: statementName(what, text), text, arraysOf: rows.arraysOf }
}

/** What became of the claimed is marked on them, and told in the history of those that were mended. */
const outcomes = (run: string, name: string): string => `given as (
  select rejected_id, case when ${isFresh} then row_number end as row_number
  from claimed left join numbered using (rejected_id)
), marked as (
  update sluice.rejected r
  set state = case when given.row_number is null then 'already-loaded' else 'loaded' end,
    row_number = given.row_number, retry_run_id = ${run}, state_at = clock_timestamp(), change_id = ${name}
  from given
  where r.rejected_id = given.rejected_id
), told as (
  update sluice.repairs v
  set outcome = case when given.row_number is null then 'already-loaded' else 'loaded' end, outcome_at = clock_timestamp()
  from given join entries using (rejected_id)
  where v.rejected_id = given.rejected_id and v.version = mended_version
)`

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

/** Loads batches of rejected messages with statements that are made once. */
export const createRetryLoad = (
  database: Database,
  load: Load,
  target: LoadTarget,
  digest?: Digest,
): ((batch: RetryBatch) => Promise<Counts>) => {
  const plain = compileRetry(target, false)
  const counting = compileRetry(target, true)
  const feeds = feedsOf(target)
  const statement = (
    { runId, batchId, stillRejected, rows }: RetryBatch,
    { counted, drawn }: LoadForm,
  ): Statement => {
    const { name, text, arraysOf } = counted ? counting : plain
    const origins = originKeys(
      rows.map(({ originId }) => originId),
      digest,
    )
    return {
      ...{ name, text, feeds },
      values: [
        ...[runId, batchId, stillRejected],
        rows.map(({ rejectedId }) => rejectedId),
        origins.map(({ key }) => key),
        origins.map((origin) => origin.text),
        rows.map(({ version }) => version ?? null),
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
