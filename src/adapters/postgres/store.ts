import { noCounts, type Counts } from '../../contract/events.ts'
import type { Batch, StorePort } from '../../pipeline/ports.ts'
import type { Database } from './database.ts'
import { closeRun, openRun } from './run-record.ts'

/** Numbers of the rows in `sluice.keys` under which this start masks and seals. */
export interface KeyIds {
  readonly mask: number
  readonly seal: number
}

/**
 * Ledger, rows and rejections in one statement, which is one transaction and one round trip. A message that the ledger
 * knows already adds nothing. The ledger is written in the order of its key, so that two workers with the same messages
 * cannot wait for each other in a circle. A batch whose first commit went through although its answer was lost is
 * not counted again. Arrays keep the number of parameters the same for any number of messages.
 */
const commitStatement = `
with logins as (
  select * from unnest($4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::text[], $12::text[], $13::date[])
    as t(origin_id, message_id, sent_at, user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
), refused as (
  select * from unnest($14::text[], $15::text[], $16::timestamptz[], $17::integer[], $18::jsonb[], $19::integer[], $20::bytea[])
    as t(origin_id, message_id, sent_at, receive_count, reasons, body_bytes, sealed_body)
), named as (
  select origin_id, message_id, sent_at, true as is_login from logins
  union all
  select origin_id, message_id, sent_at, false from refused
), fresh as (
  insert into sluice.ledger (origin_id, message_id, run_id, mask_key_id, login_id, sent_at)
  select origin_id, message_id, $1, case when is_login then $2::integer end,
    case when is_login then nextval(pg_get_serial_sequence('user_logins', 'login_id')) end, sent_at
  from named order by origin_id collate "C"
  on conflict (origin_id) do nothing
  returning origin_id, login_id
), landed as (
  insert into user_logins
    (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date, login_id)
  select user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date, login_id
  from fresh join logins using (origin_id)
  returning 1
), kept as (
  insert into sluice.rejected
    (origin_id, message_id, run_id, seal_key_id, sent_at, receive_count, reasons, body_bytes, sealed_body)
  select origin_id, message_id, $1, $3::integer, sent_at, receive_count, reasons, body_bytes, sealed_body
  from fresh join refused using (origin_id)
  returning 1
), counted as (
  select (select count(*) from landed)::integer as loaded, (select count(*) from kept)::integer as rejected
), noted as (
  insert into sluice.batches (batch_name, run_id, received, loaded, rejected, duplicates)
  select $22, $1, $21::integer, loaded, rejected, $21::integer - loaded - rejected from counted
  on conflict (batch_name) do nothing
  returning 1
)
select loaded, rejected, exists (select from noted) as is_first from counted`

const formerStatement = 'select loaded, rejected from sluice.batches where batch_name = $1'

export const createStore = (database: Database, keys: KeyIds): StorePort => ({
  openRun: (run) => openRun(database, run),
  commit: async (batch) => {
    const received = batch.items.reduce((sum, item) => sum + item.deliveries.length, 0)
    const [counts] = await database.query<{ loaded: number; rejected: number; is_first: boolean }>({
      name: 'commit-batch',
      text: commitStatement,
      values: [
        batch.runId,
        keys.mask,
        keys.seal,
        ...loginArrays(batch),
        ...rejectedArrays(batch),
        received,
        batch.batchId,
      ],
    })
    const [former] =
      counts?.is_first === false
        ? await database.query<{ loaded: number; rejected: number }>({
            text: formerStatement,
            values: [batch.batchId],
          })
        : []
    const { loaded = 0, rejected = 0 } = former ?? counts ?? {}
    return {
      ...noCounts,
      received,
      loaded,
      rejected,
      duplicates: received - loaded - rejected,
    } satisfies Counts
  },
  known: async (originIds) => {
    const rows = await database.query<{ origin_id: string }>({
      text: 'select origin_id from sluice.ledger where origin_id = any ($1::text[])',
      values: [originIds],
    })
    return new Set(rows.map((row) => row.origin_id))
  },
  recordReleased: async (runId, released) => {
    await database.query({
      text: 'insert into sluice.batches (run_id, received, released) values ($1, $2, $2)',
      values: [runId, released],
    })
  },
  closeRun: (runId, outcome, cause) => closeRun(database, runId, outcome, cause ?? null),
})

const loginArrays = ({ items }: Batch): readonly (readonly unknown[])[] => {
  const logins = items.flatMap(({ deliveries: [first], entry }) =>
    entry.kind === 'login' ? [{ first, entry }] : [],
  )
  return [
    logins.map(({ first }) => first.originId),
    logins.map(({ first }) => first.messageId),
    logins.map(({ first }) => first.sentAt),
    logins.map(({ entry }) => entry.userId),
    logins.map(({ entry }) => entry.deviceType),
    logins.map(({ entry }) => entry.maskedIp),
    logins.map(({ entry }) => entry.maskedDeviceId),
    logins.map(({ entry }) => entry.locale),
    logins.map(({ entry }) => entry.appVersion),
    logins.map(({ entry }) => entry.createDate),
  ]
}

const rejectedArrays = ({ items }: Batch): readonly (readonly unknown[])[] => {
  const rejected = items.flatMap(({ deliveries: [first], entry }) =>
    entry.kind === 'rejected' ? [{ first, entry }] : [],
  )
  return [
    rejected.map(({ first }) => first.originId),
    rejected.map(({ first }) => first.messageId),
    rejected.map(({ first }) => first.sentAt),
    rejected.map(({ first }) => first.receiveCount),
    rejected.map(({ entry }) => JSON.stringify(entry.reasons)),
    rejected.map(({ entry }) => entry.bodyBytes),
    rejected.map(({ entry }) => entry.sealedBody),
  ]
}
