import { noCounts, type Counts } from '../../contract/events.ts'
import type { Batch, Delivery, RejectedEntry, RowEntry } from '../../pipeline/ports.ts'
import type { Database, Statement } from './database.ts'
import type { KeyIds } from './keys.ts'
import type { LoadTarget } from './load-target.ts'
import { sumsOf, type Load, type LoadForm } from './loading.ts'
import { countParameters } from './parameters.ts'
import { compileRowList, feedsOf, type RowList } from './row-list.ts'
import {
  freshEntries,
  givenNumbers,
  landedRows,
  loadedCount,
  lostEntries,
  metMeanwhile,
  nextBatch,
} from './ledger-entries.ts'
import { originKeys, type Digest, type OriginKey } from './origin-key.ts'
import { statementName } from './statement-name.ts'

/**
 * Ledger, rows and rejections in one statement, which is one transaction and one round trip. Arrays keep the number
 * of parameters the same for any number of messages.
 *
 * - A row whose origin is in the ledger, or whose message was rejected, adds nothing. A rejection adds nothing if the
 *   same message was rejected or loaded before.
 * - Row numbers follow the order of arrival; they are drawn for rows that the ledger does not know, and a row that
 *   another worker loads meanwhile leaves a gap.
 * - If an origin is already loaded, the stored text must be the same: a different one is an error, whether the entry
 *   was there or another worker makes it in the same moment.
 * - Ledger and rejections are each written in the order of their key, and the ledger first, so that two workers with
 *   the same messages cannot deadlock. Of several messages with one origin the first to arrive wins.
 * - A batch whose first commit went through although its answer was lost is not counted again.
 * - A column that is always an identity takes a given number only with an explicit override.
 * - If a row did not arrive, the sums are refused, and with them the whole statement.
 */
const compileCommit = (target: LoadTarget, counted: boolean): CompiledCommit => {
  const { next, list } = countParameters()
  const [run, sealKey, batch, received] = [next('uuid'), next('int4'), next('uuid'), next('int4')]
  const messageLists = () =>
    [list('uuid'), list('text'), list('text'), list('timestamptz'), list('bool')] as const
  const [origins, texts, messages, ...times] = messageLists()
  const rows = compileRowList(target, list)
  const [rejectedKeys, rejectedTexts, ...rejected] = messageLists()
  const why = [list('int4'), list('jsonb'), list('int4'), list('bytea')]
  const text = `
with batch as (
  select ${nextBatch} as batch_id
), entries as (
  select * from unnest(${[origins, texts, messages, ...times, rows.arrays].join(', ')}) with ordinality
    as t(origin, origin_text, message_id, sent_at, sent_at_assumed, ${rows.names}, place)
), refused as (
  select * from unnest(${[rejectedKeys, rejectedTexts, ...rejected, ...why].join(', ')})
    as t(origin, origin_text, message_id, sent_at, sent_at_assumed, receive_count, reasons, body_bytes, sealed_body)
), known as (
  select origin, message_id from sluice.loaded_among(
    ${origins} operator(pg_catalog.||) ${rejectedKeys}, ${texts} operator(pg_catalog.||) ${rejectedTexts})
), numbered as (
  select unknown.*, coalesce(drawn_number, ${target.nextNumber}) as row_number
  from (
    select * from entries
    where origin not in (select origin from known)
      and message_id not in (select sluice.rejected_among(${messages}))
    order by place
  ) as unknown
), ${freshEntries('place')}, ${lostEntries}, ${landedRows(target, rows)}, kept as (
  insert into sluice.rejected (origin_id, message_id, run_id, seal_key_id, sent_at, sent_at_assumed, receive_count,
    reasons, cause, codes, body_bytes, sealed_body)
  select coalesce(origin_text, origin::text), message_id, ${run}, ${sealKey}, sent_at,
    coalesce(sent_at_assumed, false), receive_count,
    reasons, sluice.cause_of(reasons), sluice.codes_of(reasons), body_bytes, sealed_body
  from refused
  where (select count(*) from fresh) >= 0
    and (origin, message_id) not in (select origin, message_id from known)
  order by message_id collate "C"
  on conflict (message_id) do nothing
  returning 1
), counted as (
  select ${loadedCount(target, counted)} as loaded,
    (select count(*) from fresh)::integer as given, (select count(*) from kept)::integer as rejected,
    ${metMeanwhile} as met
), noted as (
  insert into sluice.batches (batch_id, batch_name, run_id, received, loaded, rejected, duplicates)
  overriding system value
  select batch_id, ${batch}, ${run}, ${received}, loaded, rejected, ${received} - given - rejected from counted, batch
  on conflict (batch_name) do nothing
  returning 1
)
select loaded, rejected, exists (select from noted) as is_first, met,
  ${givenNumbers(counted)} as given
from counted`
  const what = counted ? 'commit-batch-counted' : 'commit-batch'
  return { name: statementName(what, text), text, arraysOf: rows.arraysOf }
}

const formerText = 'select loaded, rejected from sluice.batches where batch_name = $1'

interface CompiledCommit extends Pick<RowList, 'arraysOf'> {
  readonly name: string
  readonly text: string
}

interface Sums {
  readonly loaded: number
  readonly rejected: number
}

interface CommitAnswer extends Sums {
  /** Whether the batch was not committed before. */
  readonly is_first: boolean
  readonly given: readonly string[] | null
}

/** Commits batches with statements that are made once. */
export const createCommit = (
  database: Database,
  load: Load,
  keys: KeyIds,
  target: LoadTarget,
  digest?: Digest,
): ((batch: Batch) => Promise<Counts>) => {
  const plain = compileCommit(target, false)
  const counting = compileCommit(target, true)
  const feeds = feedsOf(target)
  const statement = (batch: Batch, received: number, { counted, drawn }: LoadForm): Statement => {
    const { name, text, arraysOf } = counted ? counting : plain
    const { rows, rejected } = listed(batch, digest)
    const areHashed = [...rows, ...rejected].some(({ origin }) => origin.text !== null)
    return {
      ...{ name, text, feeds },
      values: [
        ...[batch.runId, keys.seal, batch.batchId, received],
        ...messageArrays(rows, areHashed),
        ...arraysOf(rows, drawn),
        ...messageArrays(rejected, areHashed),
        ...rejectedArrays(rejected),
      ],
    }
  }
  return async (batch) => {
    const received = batch.items.reduce((sum, item) => sum + item.deliveries.length, 0)
    const answer = await load<CommitAnswer>((form) => statement(batch, received, form))
    const former = { text: formerText, values: [batch.batchId] }
    const { loaded, rejected } = await sumsOf<Sums>(database, answer, former)
    return { ...noCounts, received, loaded, rejected, duplicates: received - loaded - rejected }
  }
}

/** A message of one kind of entry, on its way into arrays. */
interface Listed<Entry> {
  readonly first: Delivery
  readonly origin: OriginKey
  readonly entry: Entry
  readonly rowNumber?: string | undefined
}

const listed = (
  { items }: Batch,
  digest?: Digest,
): { readonly rows: readonly Listed<RowEntry>[]; readonly rejected: readonly Listed<RejectedEntry>[] } => {
  const origins = originKeys(
    items.map(({ deliveries: [first] }) => first.originId),
    digest,
  )
  const rows: Listed<RowEntry>[] = []
  const rejected: Listed<RejectedEntry>[] = []
  for (const [index, { deliveries, entry, rowNumber }] of items.entries()) {
    const [first] = deliveries
    const origin = origins[index] as OriginKey
    if (entry.kind === 'row') rows.push({ first, origin, entry, rowNumber })
    else rejected.push({ first, origin, entry })
  }
  return { rows, rejected }
}

/** Empty arrays are null, which works as well and is cheaper. */
const messageArrays = (some: readonly Listed<unknown>[], areHashed: boolean): readonly unknown[] => [
  some.map(({ origin }) => origin.key),
  areHashed ? some.map(({ origin }) => origin.text) : null,
  some.map(({ first }) => first.messageId),
  some.map(({ first }) => first.sentAt.toISOString()),
  some.some(({ first }) => first.sentAtAssumed) ? some.map(({ first }) => first.sentAtAssumed) : null,
]

const rejectedArrays = (rejected: readonly Listed<RejectedEntry>[]): readonly unknown[] => [
  rejected.map(({ first }) => first.receiveCount),
  rejected.map(({ entry }) => JSON.stringify(entry.reasons)),
  rejected.map(({ entry }) => entry.bodyBytes),
  rejected.map(({ entry }) => entry.sealedBody),
]
