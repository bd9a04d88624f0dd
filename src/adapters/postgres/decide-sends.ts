import type { SendAnswer, Sending } from '../../pipeline/repair/repairs-port.ts'
import type { Query } from './database.ts'
import { countReturned } from './returned-sends.ts'

/** The author of the versions. */
export interface Mending {
  /** Null if a person's own versions are sent. */
  readonly ruleId: number | null
  readonly by: string
  readonly sealKeyId: number
  /** How often rules can send messages of one origin. */
  readonly mostSends: number
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

/** What is known of messages that are about to be sent. */
interface Locked {
  readonly messages: readonly MessageRow[]
  readonly versions: readonly VersionRow[]
  /** How often they were sent back to queues, by origin. */
  readonly returned: ReadonlyMap<string, number>
}

/** Two senders of one origin wait for each other here, so that together they do not exceed the limit. */
export const lockVersions = async (query: Query, sendings: readonly Sending[]): Promise<Locked> => {
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
  const returned = await countReturned(
    query,
    messages.map(({ origin_id: origin }) => origin),
  )
  return { messages, versions, returned }
}

/**
 * Which of them may be sent.
 *
 * @param runId null if no run sends them
 */
export const decideSends = (
  runId: string | null,
  sendings: readonly Sending[],
  { ruleId, mostSends }: Pick<Mending, 'ruleId' | 'mostSends'>,
  { messages, versions, returned }: Locked,
): ReadonlyMap<string, SendAnswer> => {
  const messageOf = new Map(messages.map((message) => [message.id, message]))
  const ofMessage = Map.groupBy(versions, ({ id }) => id)
  const sends = new Map(returned)
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
      if ((runId !== null && same?.run_id === runId) || ruleId === null) return [rejectedId, sent]
      const before = sends.get(message.origin_id) ?? 0
      if (before >= mostSends) return [rejectedId, { kind: 'capped' }]
      sends.set(message.origin_id, before + 1)
      return [rejectedId, sent]
    }),
  )
}
