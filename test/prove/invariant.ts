import type { Sent } from './manifest.ts'

/** Runs SQL and answers the rows. */
export type Ask = (text: string) => Promise<readonly Record<string, unknown>[]>

/** What lies outside the database: ids of messages that some queue still holds. */
export interface Outside {
  readonly queue: readonly string[]
  readonly deadLetters: readonly string[]
}

/** What became of all messages that were sent. All lists but the counts are empty where the promise was kept. */
export interface Verdict {
  readonly messages: number
  readonly loaded: number
  readonly rejected: number
  readonly remaining: number
  readonly deadLetters: number
  /** Neither in the database nor in a queue. */
  readonly lost: readonly string[]
  /** User ids, each of one message, with more than one row. */
  readonly doubled: readonly string[]
  /** Rows and ledger entries that belong together and do not, and rows of messages that were never sent. */
  readonly foreign: readonly string[]
  /** Rows that do not hold what the message said, messages loaded that are malformed, and the reverse. */
  readonly altered: readonly string[]
  /** Runs that claim other numbers than the ledger shows, or whose numbers do not add up. */
  readonly unreconciled: readonly string[]
}

export const faultless = { lost: [], doubled: [], foreign: [], altered: [], unreconciled: [] }

export const isFaultless = (verdict: Verdict): boolean =>
  Object.keys(faultless).every((key) => verdict[key as keyof typeof faultless].length === 0)

/**
 * Holds what was sent against what is there: every message is a row once, or a rejection once, or still in a queue.
 * A message that is committed may also be in the queue until it is deleted; `drained` demands that it is not.
 */
export const checkInvariant = async (
  sent: readonly Sent[],
  ask: Ask,
  outside: Outside,
  /** Ids of sent messages by the ids that a redrive gave them. */
  renamed: ReadonlyMap<string, string> = new Map(),
): Promise<Verdict> => {
  const ledger = await ask(
    `select l.message_id, l.login_id::text, r.rejected_id::text, u.login_id::text as row_id, u.user_id, u.device_type,
       u.masked_ip, u.masked_device_id, u.locale, u.app_version
     from sluice.ledger l left join user_logins u using (login_id) left join sluice.rejected r using (origin_id)`,
  )
  const users = await ask('select user_id, count(*)::integer as rows from user_logins group by user_id')
  const orphans = await ask(
    'select user_id from user_logins u where not exists (select from sluice.ledger l where l.login_id = u.login_id)',
  )
  const oldId = (id: string): string => renamed.get(id) ?? id
  const byId = new Map(sent.map((message) => [message.messageId, message]))
  const settled = new Map(ledger.map((entry) => [oldId(String(entry.message_id)), entry]))
  const elsewhere = new Set([...outside.queue, ...outside.deadLetters].map(oldId))
  const known = new Set(sent.map((message) => message.userId))

  const foreign = [
    ...orphans.map((row) => `row of ${String(row.user_id)} without an entry`),
    ...users.filter((row) => !known.has(String(row.user_id))).map((row) => `row of ${String(row.user_id)}`),
    ...[...settled].flatMap(([id, entry]) =>
      !byId.has(id)
        ? [`entry ${id}`]
        : (entry.row_id === null) === (entry.rejected_id === null)
          ? [`entry ${id} without its row`]
          : [],
    ),
  ]
  return {
    messages: sent.length,
    loaded: ledger.filter((entry) => entry.row_id !== null).length,
    rejected: ledger.filter((entry) => entry.rejected_id !== null).length,
    remaining: outside.queue.length,
    deadLetters: outside.deadLetters.length,
    lost: sent
      .filter(({ messageId }) => !settled.has(messageId) && !elsewhere.has(messageId))
      .map((message) => message.messageId),
    doubled: users.filter((row) => Number(row.rows) > 1).map((row) => String(row.user_id)),
    foreign,
    altered: sent
      .filter((message) => isAltered(message, settled.get(message.messageId)))
      .map((m) => m.userId),
    unreconciled: await unreconciled(ask),
  }
}

const isAltered = (message: Sent, entry: Record<string, unknown> | undefined): boolean => {
  if (entry === undefined) return false
  if (message.row === null) return entry.rejected_id === null
  if (entry.row_id === null) return true
  return Object.entries(message.row).some(([column, value]) => entry[column] !== value)
}

/** The sums of each run against the ledger, in words of their own and not by the code under test. */
const unreconciled = async (ask: Ask): Promise<readonly string[]> => {
  const runs = await ask(
    `select r.run_id::text,
       coalesce((select sum(received - loaded - duplicates - rejected - released) from sluice.batches b where b.run_id = r.run_id), 0)::integer as rest,
       coalesce((select sum(loaded) from sluice.batches b where b.run_id = r.run_id), 0)::integer as loaded,
       coalesce((select sum(rejected) from sluice.batches b where b.run_id = r.run_id), 0)::integer as rejected,
       (select count(*) from sluice.ledger l where l.run_id = r.run_id and login_id is not null)::integer as ledger_loaded,
       (select count(*) from sluice.ledger l where l.run_id = r.run_id and login_id is null)::integer as ledger_rejected
     from sluice.runs r`,
  )
  return runs
    .filter(
      (run) => run.rest !== 0 || run.loaded !== run.ledger_loaded || run.rejected !== run.ledger_rejected,
    )
    .map((run) => String(run.run_id))
}
