import type { Reason } from '../../contract/reason.ts'
import type { KnownVersions, RepairsPort, SendAnswer, Sending } from '../../pipeline/repair/repairs-port.ts'
import type { Database, Query } from './database.ts'
import { decideSends, lockVersions, type Mending } from './decide-sends.ts'
import { countReturned } from './returned-sends.ts'

/** Versions of rejected messages; the messages themselves are never written to. */
export const createRepairs = (database: Database, mending: Mending): RepairsPort => ({
  known: (ids) => readKnown(database.query, ids),
  send: async (runId, sendings) =>
    sendings.length === 0
      ? new Map()
      : database.transaction(async (query) => {
          const answers = decideSends(runId, sendings, mending, await lockVersions(query, sendings))
          await writeSent(query, runId, sendings, answers, mending)
          return answers
        }),
  keep: async (sendings) =>
    sendings.length === 0
      ? new Map()
      : database.transaction(async (query) => {
          const uncapped = { ...mending, mostSends: Infinity }
          const answers = decideSends(null, sendings, uncapped, await lockVersions(query, sendings))
          await writeKept(query, sendings, answers, mending)
          return answers
        }),
  rejectAgain: async (runId, versions) => {
    if (versions.length === 0) return
    await database.query({
      text: `update sluice.repairs v
             set outcome = 'rejected-again', outcome_at = clock_timestamp(), reasons = t.reasons::jsonb
             from unnest($2::bigint[], $3::integer[], $4::text[]) as t(rejected_id, version, reasons)
             where v.rejected_id = t.rejected_id and v.version = t.version and v.run_id = $1 and v.outcome = 'sent'`,
      values: [
        runId,
        versions.map(({ rejectedId }) => rejectedId),
        versions.map(({ version }) => version),
        versions.map(({ reasons }) => storableJson(reasons)),
      ],
    })
  },
  settle: async (runId) => {
    await database.query({
      text: `update sluice.repairs v
             set outcome = case when r.state in ('discarded', 'erased') then 'discarded' else 'already-loaded' end,
               outcome_at = clock_timestamp()
             from sluice.rejected r
             where v.run_id = $1 and v.outcome = 'sent' and r.rejected_id = v.rejected_id and r.state <> 'kept'`,
      values: [runId],
    })
  },
})

/** A pointer can contain a NUL or an unpaired surrogate, which jsonb does not take. */
const storableJson = (reasons: readonly Reason[]): string =>
  JSON.stringify(
    reasons.map((reason) => ({ ...reason, pointer: reason.pointer.toWellFormed().replaceAll('\0', '�') })),
  )

interface KnownRow {
  readonly id: string
  readonly origin_id: string
  readonly newest: number
  readonly draft: number | null
  readonly sealed_body: Buffer | null
  readonly sends: string
}

const readKnown = async (
  query: Query,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownVersions>> => {
  const rows = await query<KnownRow>({
    text: `with asked as (
             select r.rejected_id, r.origin_id,
               coalesce((select max(version) from sluice.repairs v where v.rejected_id = r.rejected_id), 0) as newest
             from sluice.rejected r where r.rejected_id = any ($1::bigint[])
           )
           select a.rejected_id::text as id, a.origin_id, a.newest, d.version as draft, d.sealed_body,
             coalesce((
               select sum(s.sends) from sluice.rejected o join sluice.repairs s on s.rejected_id = o.rejected_id
               where o.origin_id = a.origin_id and s.rule_id is not null
             ), 0)::text as sends
           from asked a
           left join lateral (
             select version, sealed_body from sluice.repairs v
             where v.rejected_id = a.rejected_id and v.rule_id is null and v.outcome is null
             order by version desc limit 1
           ) d on true`,
    values: [ids],
  })
  const returned = await countReturned(
    query,
    rows.map(({ origin_id: origin }) => origin),
  )
  return new Map(
    rows.map(({ id, origin_id: origin, newest, draft, sealed_body: sealedBody, sends }) => [
      id,
      {
        ...{ newest, sends: Number(sends) + (returned.get(origin) ?? 0) },
        draft: draft === null || sealedBody === null ? null : { version: draft, sealedBody },
      },
    ]),
  )
}

/** A version that was sent before keeps its text, which is the same. */
const writeSent = async (
  query: Query,
  runId: string,
  sendings: readonly Sending[],
  answers: ReadonlyMap<string, SendAnswer>,
  { ruleId, by, sealKeyId }: Mending,
): Promise<void> => {
  const sent = sendings.flatMap((sending) => {
    const answer = answers.get(sending.rejectedId)
    return answer?.kind === 'sent' ? [{ ...sending, version: answer.version }] : []
  })
  if (sent.length === 0) return
  await query({
    text: `insert into sluice.repairs as v
             (rejected_id, version, base, rule_id, made_by, seal_key_id, body_bytes, sealed_body, sends, run_id, outcome, outcome_at)
           select t.rejected_id, t.version, t.base, $2, $3, $4, t.body_bytes, t.sealed_body, 1, $1, 'sent', clock_timestamp()
           from unnest($5::bigint[], $6::integer[], $7::integer[], $8::integer[], $9::bytea[])
             as t(rejected_id, version, base, body_bytes, sealed_body)
           on conflict (rejected_id, version) do update
           set sends = v.sends + case when v.run_id = $1 then 0 else 1 end, run_id = $1,
             outcome = 'sent', outcome_at = clock_timestamp(), reasons = null`,
    values: [
      ...[runId, ruleId, by, sealKeyId],
      sent.map(({ rejectedId }) => rejectedId),
      sent.map(({ version }) => version),
      sent.map(({ base }) => base),
      sent.map(({ bodyBytes }) => bodyBytes),
      sent.map(({ sealedBody }) => sealedBody),
    ],
  })
}

/** Recorded, but not sent: its sending is recorded where it is done. */
const writeKept = async (
  query: Query,
  sendings: readonly Sending[],
  answers: ReadonlyMap<string, SendAnswer>,
  { ruleId, by, sealKeyId }: Mending,
): Promise<void> => {
  const fresh = sendings.filter(({ rejectedId }) => answers.get(rejectedId)?.kind === 'sent')
  if (fresh.length === 0) return
  await query({
    text: `insert into sluice.repairs (rejected_id, version, base, rule_id, made_by, seal_key_id, body_bytes, sealed_body)
           select t.rejected_id, t.version, t.base, $1, $2, $3, t.body_bytes, t.sealed_body
           from unnest($4::bigint[], $5::integer[], $6::integer[], $7::integer[], $8::bytea[])
             as t(rejected_id, version, base, body_bytes, sealed_body)
           on conflict do nothing`,
    values: [
      ...[ruleId, by, sealKeyId],
      fresh.map(({ rejectedId }) => rejectedId),
      fresh.map(({ version }) => version),
      fresh.map(({ base }) => base),
      fresh.map(({ bodyBytes }) => bodyBytes),
      fresh.map(({ sealedBody }) => sealedBody),
    ],
  })
}
