import type {
  NoteAnswer,
  Returnable,
  ReturnsPort,
  ReturnToNote,
} from '../../pipeline/dead-letters/returns-port.ts'
import type { Database, Query } from './database.ts'
import { originKeys } from './origin-key.ts'
import { settleReturns } from './settle-returns.ts'

export interface Returning {
  /** Name of the queue to send to. */
  readonly queue: string
  readonly by: string
  /** How often messages of one origin can be sent, by rules and back to a queue together. */
  readonly mostSends: number
  /** Whether to send again what was sent and never received by a run. */
  readonly again: boolean
}

/** After how many seconds a try without a recorded end counts as cut off. */
const cutOffAfter = 60

/** Messages sent back to a queue. */
export const createReturns = (database: Database, returning: Returning): ReturnsPort => ({
  known: (ids) => readReturnable(database.query, ids, returning.queue),
  begin: async (returns) =>
    returns.length === 0 ? [] : database.transaction((query) => begin(query, returns, returning)),
  confirm: (ids) => setOutcome(database.query, ids, 'sent_at = clock_timestamp()'),
  withdraw: (ids) => setOutcome(database.query, ids, `outcome = 'withdrawn', outcome_at = clock_timestamp()`),
  settle: async () => {
    await settleReturns(database.query)
  },
})

const setOutcome = async (query: Query, ids: readonly string[], what: string): Promise<void> => {
  if (ids.length === 0) return
  await query({
    text: `update sluice.returns set ${what} where return_id = any ($1::bigint[]) and outcome = 'sent'`,
    values: [ids],
  })
}

const readReturnable = async (
  query: Query,
  ids: readonly string[],
  queue: string,
): Promise<ReadonlyMap<string, Returnable>> => {
  const rows = await query<{
    id: string
    queue: string | null
    version: number | null
    sealed_body: Buffer | null
  }>({
    // A dead letter with an unknown source was pulled from a queue that nobody else uses.
    text: `select r.rejected_id::text as id, v.version, v.sealed_body,
             case
               when d.rejected_id is null then n.queue
               when d.source_arn is null then $2
               else substring(d.source_arn from '[^:]+$')
             end as queue
           from sluice.rejected r
           left join sluice.runs n on n.run_id = r.run_id
           left join sluice.dead_letters d on d.rejected_id = r.rejected_id
           left join lateral (
             select version, sealed_body from sluice.repairs v
             where v.rejected_id = r.rejected_id and outcome is distinct from 'taken-back'
               -- What a rule made and did not send yet is sent by that rule alone.
               and (v.rule_id is null or v.outcome is not null)
             order by version desc limit 1
           ) v on true
           where r.rejected_id = any ($1::bigint[])`,
    values: [ids, queue],
  })
  return new Map(
    rows.map(({ id, queue: from, version, sealed_body: sealedBody }) => [
      id,
      {
        queue: from,
        newest: version === null || sealedBody === null ? null : { version, sealedBody },
      },
    ]),
  )
}

interface Known {
  readonly id: string
  readonly state: string
}

interface UnderWay {
  readonly id: string
  readonly return_id: string
  readonly tries: number
  readonly is_sent: boolean
  readonly is_fresh: boolean
}

/** Two senders of one origin wait for each other at its lock, so that together they do not exceed the limit. */
const begin = async (
  query: Query,
  returns: readonly ReturnToNote[],
  returning: Returning,
): Promise<readonly NoteAnswer[]> => {
  const keys = originKeys(returns.map(({ originId }) => originId))
  const origins = keys.map(({ key }) => key)
  await query({
    text: `select pg_advisory_xact_lock(hashtext(origin)) from (
             select distinct origin from unnest($1::text[]) as t(origin) order by origin
           ) as ordered`,
    values: [origins],
  })
  const ids = returns.flatMap(({ rejected }) => (rejected === null ? [] : [rejected.id]))
  const states = await query<Known>({
    text: `select rejected_id::text as id, state from sluice.rejected
           where rejected_id = any ($1::bigint[]) order by rejected_id for update`,
    values: [ids],
  })
  const open = await query<UnderWay>({
    text: `select rejected_id::text as id, return_id::text, tries, sent_at is not null as is_sent,
             tried_at > clock_timestamp() - make_interval(secs => $2) as is_fresh
           from sluice.returns where outcome = 'sent' and rejected_id = any ($1::bigint[])`,
    values: [ids, cutOffAfter],
  })
  const sends = await countSends(query, returns)
  const stateOf = new Map(states.map(({ id, state }) => [id, state]))
  const openOf = new Map(open.map((one) => [one.id, one]))
  const before = new Map<string, number>()
  const plans = returns.map(({ rejected }, index): Plan => {
    const origin = origins[index] ?? ''
    if (rejected !== null && stateOf.get(rejected.id) !== 'kept') return { kind: 'taken' }
    const former = rejected === null ? undefined : openOf.get(rejected.id)
    if (former?.is_fresh === true && !former.is_sent) return { kind: 'under-way' }
    if (former?.is_sent === true && !returning.again) return { kind: 'under-way' }
    const sent = before.get(origin) ?? sends[index] ?? 0
    // A try that was cut off has already been counted.
    const isCounted = former !== undefined && !former.is_sent
    if (!isCounted && sent >= returning.mostSends) return { kind: 'capped' }
    before.set(origin, isCounted ? sent : sent + 1)
    return { kind: 'note', index, former: former ?? null }
  })
  return writeNotes(query, { returns, keys, plans }, returning)
}

type Plan =
  | Exclude<NoteAnswer, { readonly kind: 'noted' }>
  | { readonly kind: 'note'; readonly index: number; readonly former: UnderWay | null }

/** How often messages of each origin were sent, back to a queue and by rules. */
const countSends = async (query: Query, returns: readonly ReturnToNote[]): Promise<readonly number[]> => {
  const keys = originKeys(returns.map(({ originId }) => originId))
  const rows = await query<{ place: number; sends: number }>({
    text: `select place::integer, (
             (select coalesce(sum(tries), 0) from sluice.returns r where r.origin = t.origin and r.outcome <> 'withdrawn')
             + (select coalesce(sum(s.sends), 0) from sluice.rejected o join sluice.repairs s on s.rejected_id = o.rejected_id
                where o.origin_id = t.origin_id collate "C" and s.rule_id is not null)
           )::integer as sends
           from unnest($1::uuid[], $2::text[]) with ordinality as t(origin, origin_id, place) order by place`,
    values: [keys.map(({ key }) => key), returns.map(({ originId }) => originId)],
  })
  return rows.map(({ sends }) => sends)
}

interface Notes {
  readonly returns: readonly ReturnToNote[]
  readonly keys: readonly { readonly key: string; readonly text: string | null }[]
  readonly plans: readonly Plan[]
}

const writeNotes = async (
  query: Query,
  { returns, keys, plans }: Notes,
  { queue, by }: Returning,
): Promise<readonly NoteAnswer[]> => {
  const [newest] = await query<{ id: string }>({
    text: 'select coalesce(max(rejected_id), 0)::text as id from sluice.rejected',
  })
  const answers: NoteAnswer[] = []
  for (const plan of plans) {
    if (plan.kind !== 'note') {
      answers.push(plan)
      continue
    }
    const { rejected } = returns[plan.index] ?? { rejected: null }
    const origin = keys[plan.index]
    const [noted] = await query<{ id: string; tries: number }>(
      plan.former === null
        ? {
            text: `insert into sluice.returns (rejected_id, version, origin, origin_text, queue, made_by, newest_before)
                   values ($1, $2, $3, $4, $5, $6, $7) returning return_id::text as id, tries`,
            values: [
              ...[rejected?.id ?? null, rejected?.version ?? 0, origin?.key, origin?.text ?? null],
              ...[queue, by, newest?.id ?? '0'],
            ],
          }
        : {
            text: `update sluice.returns set version = $2, tries = tries + 1, tried_at = clock_timestamp(), sent_at = null,
                     made_by = $3
                   where return_id = $1 returning return_id::text as id, tries`,
            values: [plan.former.return_id, rejected?.version ?? 0, by],
          },
    )
    if (noted === undefined) throw new Error('A note that was made is there')
    // A version on its way is no longer a person's draft.
    if (rejected !== null && rejected.version > 0)
      await query({
        text: `update sluice.repairs set outcome = 'sent', outcome_at = clock_timestamp(), reasons = null
               where rejected_id = $1 and version = $2`,
        values: [rejected.id, rejected.version],
      })
    answers.push({ kind: 'noted', returnId: noted.id, attempt: `return ${noted.id} ${noted.tries}` })
  }
  return answers
}
