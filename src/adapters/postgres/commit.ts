import { noCounts, type Counts } from '../../contract/events.ts'
import type { Batch } from '../../pipeline/ports.ts'
import type { Database, Statement } from './database.ts'
import type { KeyIds } from './keys.ts'
import type { LoadTarget } from './load-target.ts'
import { sumsOf, type Load, type LoadForm } from './loading.ts'
import { filledColumns, loginArrays } from './login-arrays.ts'
import { hasTriggers } from './has-triggers.ts'
import { statementName } from './statement-name.ts'

/**
 * Ledger, rows and rejections in one statement, which is one transaction and one round trip. Arrays keep the number of
 * parameters the same for any number of messages.
 *
 * - A login whose origin is in the ledger, or whose message was rejected, adds nothing. A rejection adds nothing where the
 *   same message was rejected before, or loaded.
 * - Row numbers follow the order of arrival; they are drawn for what the ledger does not know, and what another worker
 *   loads meanwhile leaves a gap.
 * - Ledger and rejections are each written in the order of their key, and the ledger first, so that two workers with the
 *   same messages cannot wait for each other in a circle. Of several messages with one origin the first to arrive wins.
 * - A batch whose first commit went through although its answer was lost is not counted again.
 * - A column that is always an identity takes a number that is given only where that is said.
 * - The sums are refused, and with them everything, where a row did not arrive.
 */
const commitText = ({ table, nextNumber }: LoadTarget, counted: boolean): string => `
with logins as (
  select * from unnest($6::text[], $7::text[], $8::timestamptz[], $9::boolean[], $10::text[], $11::text[], $12::text[],
    $13::text[], $14::text[], $15::text[], $16::date[], $17::bigint[]) with ordinality
    as t(origin_id, message_id, sent_at, sent_at_assumed, ${filledColumns}, row_number, place)
), refused as (
  select * from unnest($18::text[], $19::text[], $20::timestamptz[], $21::boolean[], $22::integer[], $23::jsonb[],
    $24::integer[], $25::bytea[])
    as t(origin_id, message_id, sent_at, sent_at_assumed, receive_count, reasons, body_bytes, sealed_body)
), known as (
  select origin_id, message_id from sluice.loaded_among($6::text[] operator(pg_catalog.||) $18::text[])
), numbered as (
  select origin_id, message_id, sent_at, sent_at_assumed, place, coalesce(row_number, ${nextNumber}) as login_id
  from (
    select * from logins
    where origin_id not in (select origin_id from known)
      and message_id not in (select sluice.rejected_among($7::text[]))
    order by place
  ) as unknown
), fresh as (
  insert into sluice.ledger (origin_id, message_id, run_id, mask_key_id, login_id, sent_at, sent_at_assumed)
  select origin_id, message_id, $1, $2::integer, login_id, sent_at, sent_at_assumed
  from numbered order by origin_id collate "C", place
  on conflict (origin_id) do nothing
  returning message_id, login_id
), landed as (
  insert into ${table} (${filledColumns}, login_id) overriding system value
  select ${filledColumns}, login_id from fresh join logins using (message_id)
  returning 1
), kept as (
  insert into sluice.rejected (origin_id, message_id, run_id, seal_key_id, sent_at, sent_at_assumed, receive_count,
    reasons, cause, codes, body_bytes, sealed_body)
  select origin_id, message_id, $1, $3::integer, sent_at, sent_at_assumed, receive_count,
    reasons, sluice.cause_of(reasons), sluice.codes_of(reasons), body_bytes, sealed_body
  from refused
  where (select count(*) from fresh) >= 0
    and (origin_id, message_id) not in (select origin_id, message_id from known)
  order by message_id collate "C"
  on conflict (message_id) do nothing
  returning 1
), counted as (
  select (select count(*) from ${counted ? 'fresh' : `landed where not ${hasTriggers(table)}`})::integer as loaded,
    (select count(*) from fresh)::integer as given, (select count(*) from kept)::integer as rejected
), noted as (
  insert into sluice.batches (batch_name, run_id, received, loaded, rejected, duplicates)
  select $4, $1, $5::integer, loaded, rejected, $5::integer - given - rejected from counted
  on conflict (batch_name) do nothing
  returning 1
)
select loaded, rejected, exists (select from noted) as is_first,
  ${counted ? '(select pg_catalog.array_agg(login_id) from fresh)' : 'null::bigint[]'} as given
from counted`

const formerText = 'select loaded, rejected from sluice.batches where batch_name = $1'

interface Sums {
  readonly loaded: number
  readonly rejected: number
}

interface CommitAnswer extends Sums {
  /** Whether the batch was not committed before. */
  readonly is_first: boolean
  readonly given: readonly string[] | null
}

/** Commits batches by statements that are made once. */
export const createCommit = (
  database: Database,
  load: Load,
  keys: KeyIds,
  target: LoadTarget,
): ((batch: Batch) => Promise<Counts>) => {
  const plain = commitText(target, false)
  const counting = commitText(target, true)
  const names = {
    plain: statementName('commit-batch', plain),
    counting: statementName('commit-batch-counted', counting),
  }
  const statement = (batch: Batch, received: number, { counted, drawn }: LoadForm): Statement => ({
    name: counted ? names.counting : names.plain,
    text: counted ? counting : plain,
    values: [
      ...[batch.runId, keys.mask, keys.seal, batch.batchId, received],
      ...loginColumns(batch, drawn),
      ...rejectedColumns(batch),
    ],
  })
  return async (batch) => {
    const received = batch.items.reduce((sum, item) => sum + item.deliveries.length, 0)
    const answer = await load<CommitAnswer>((form) => statement(batch, received, form))
    const former = { text: formerText, values: [batch.batchId] }
    const { loaded, rejected } = await sumsOf<Sums>(database, answer, former)
    return { ...noCounts, received, loaded, rejected, duplicates: received - loaded - rejected }
  }
}

const loginColumns = ({ items }: Batch, drawn: boolean): readonly (readonly unknown[])[] => {
  const logins = items.flatMap(({ deliveries: [first], entry, rowNumber }) =>
    entry.kind === 'login' ? [{ first, entry, rowNumber }] : [],
  )
  return [
    logins.map(({ first }) => first.originId),
    logins.map(({ first }) => first.messageId),
    logins.map(({ first }) => first.sentAt),
    logins.map(({ first }) => first.sentAtAssumed),
    ...loginArrays(logins, drawn),
  ]
}

const rejectedColumns = ({ items }: Batch): readonly (readonly unknown[])[] => {
  const rejected = items.flatMap(({ deliveries: [first], entry }) =>
    entry.kind === 'rejected' ? [{ first, entry }] : [],
  )
  return [
    rejected.map(({ first }) => first.originId),
    rejected.map(({ first }) => first.messageId),
    rejected.map(({ first }) => first.sentAt),
    rejected.map(({ first }) => first.sentAtAssumed),
    rejected.map(({ first }) => first.receiveCount),
    rejected.map(({ entry }) => JSON.stringify(entry.reasons)),
    rejected.map(({ entry }) => entry.bodyBytes),
    rejected.map(({ entry }) => entry.sealedBody),
  ]
}
