import type { Reason } from '../../contract/reason.ts'
import type { KnownVersions, RepairsPort, SendAnswer, Sending } from '../../pipeline/repair/repairs-port.ts'
import type { Database, Query } from './database.ts'

/** The author of the versions. */
export interface Mending {
  /** Null if a person's own versions are sent. */
  readonly ruleId: number | null
  readonly by: string
  readonly sealKeyId: number
  /** How often rules can send messages of one origin. */
  readonly mostSends: number
}

/** Versions of rejected messages; the messages themselves are never written to. */
export const createRepairs = (database: Database, mending: Mending): RepairsPort => ({
  known: (ids) => readKnown(database.query, ids),
  send: async (runId, sendings) =>
    sendings.length === 0
      ? new Map()
      : database.transaction((query) => sendAll(query, runId, sendings, mending)),
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
           select a.rejected_id::text as id, a.newest, d.version as draft, d.sealed_body,
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
  return new Map(
    rows.map(({ id, newest, draft, sealed_body: sealedBody, sends }) => [
      id,
      {
        ...{ newest, sends: Number(sends) },
        draft: draft === null || sealedBody === null ? null : { version: draft, sealedBody },
      },
    ]),
  )
}

interface MessageRow {
  readonly id: string
  readonly origin_id: string
  readonly state: string
}

interface VersionRow {
  readonly id: string
  readonly origin_id: string
  readonly version: number
  readonly base: number
  readonly rule_id: number | null
  readonly outcome: string | null
  readonly run_id: string | null
  readonly sends: number
}

/** Two senders of one origin wait for each other here, so that together they do not exceed the limit. */
const sendAll = async (
  query: Query,
  runId: string,
  sendings: readonly Sending[],
  mending: Mending,
): Promise<ReadonlyMap<string, SendAnswer>> => {
  const ids = sendings.map(({ rejectedId }) => rejectedId)
  const messages = await query<MessageRow>({
    text: `select rejected_id::text as id, origin_id, state from sluice.rejected
           where origin_id in (select origin_id from sluice.rejected where rejected_id = any ($1::bigint[]))
           order by rejected_id for update`,
    values: [ids],
  })
  const versions = await query<VersionRow>({
    text: `select v.rejected_id::text as id, r.origin_id, version, base, rule_id, outcome, v.run_id, sends
           from sluice.repairs v join sluice.rejected r on r.rejected_id = v.rejected_id
           where v.rejected_id = any ($1::bigint[])`,
    values: [messages.map(({ id }) => id)],
  })
  const answers = decide(runId, sendings, mending, { messages, versions })
  await writeSent(query, runId, sendings, answers, mending)
  return answers
}

const decide = (
  runId: string,
  sendings: readonly Sending[],
  { ruleId, mostSends }: Mending,
  {
    messages,
    versions,
  }: { readonly messages: readonly MessageRow[]; readonly versions: readonly VersionRow[] },
): ReadonlyMap<string, SendAnswer> => {
  const messageOf = new Map(messages.map((message) => [message.id, message]))
  const ofMessage = Map.groupBy(versions, ({ id }) => id)
  const sends = new Map<string, number>()
  for (const { origin_id: origin, rule_id: rule, sends: more } of versions)
    if (rule !== null) sends.set(origin, (sends.get(origin) ?? 0) + more)
  return new Map(
    sendings.map(({ rejectedId, version, base }): [string, SendAnswer] => {
      const message = messageOf.get(rejectedId)
      const own = ofMessage.get(rejectedId) ?? []
      if (message?.state !== 'kept') return [rejectedId, { kind: 'taken' }]
      const same =
        ruleId === null
          ? own.find((row) => row.version === version && row.rule_id === null)
          : own.find((row) => row.rule_id === ruleId && row.base === base)
      const newest = own.reduce((most, row) => Math.max(most, row.version), 0)
      const isTakenBack = own.some(
        (row) => row.outcome === 'taken-back' && (row.version === same?.version || row.version === base),
      )
      if (isTakenBack) return [rejectedId, { kind: 'taken' }]
      if (same === undefined && (ruleId === null || newest >= version)) return [rejectedId, { kind: 'taken' }]
      const sent: SendAnswer = { kind: 'sent', version: same?.version ?? version }
      // Asked again by the same run, which did not hear the answer.
      if (same?.run_id === runId || ruleId === null) return [rejectedId, sent]
      const before = sends.get(message.origin_id) ?? 0
      if (before >= mostSends) return [rejectedId, { kind: 'capped' }]
      sends.set(message.origin_id, before + 1)
      return [rejectedId, sent]
    }),
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
