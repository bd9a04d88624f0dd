import type { Sent } from './manifest.ts'

/** Runs SQL and returns the rows. */
export type Ask = (text: string) => Promise<readonly Record<string, unknown>[]>

/** What is outside the database: ids of messages that some queue still holds. */
export interface Outside {
  readonly queue: readonly string[]
  readonly deadLetters: readonly string[]
}

/** The fates of all messages that were sent. All lists except the counts are empty if the promise was kept. */
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
  /** Rows without their ledger entry, entries without their row, and rows of messages that were never sent. */
  readonly foreign: readonly string[]
  /** Rows that do not hold what the message said, and malformed messages that were loaded. */
  readonly altered: readonly string[]
  /** Well-formed messages that were rejected: the fault was not theirs. */
  readonly wronged: readonly string[]
  /** Runs whose counts differ from the ledger, or do not add up. */
  readonly unreconciled: readonly string[]
}

export const faultless = { lost: [], doubled: [], foreign: [], altered: [], wronged: [], unreconciled: [] }

export const isFaultless = (verdict: Verdict): boolean =>
  Object.keys(faultless).every((key) => verdict[key as keyof typeof faultless].length === 0)

type Row = Record<string, unknown>

/**
 * Compares what was sent with what is there: every message is one row, or one rejection, or still in a queue, or well
 * formed with an origin that another message was loaded for. A committed message can also be in the queue until it is
 * deleted; `drained` excludes that.
 */
export const checkInvariant = async (
  sent: readonly Sent[],
  ask: Ask,
  outside: Outside,
  /** The ids of sent messages by their ids after a redrive. */
  renamed: ReadonlyMap<string, string> = new Map(),
): Promise<Verdict> => {
  const ledger = await ask(
    `select l.origin_id, l.message_id, l.row_number::text, u.login_id::text as row_id, u.user_id, u.device_type,
       u.masked_ip, u.masked_device_id, u.locale, u.app_version
     from sluice.loaded l left join user_logins u on u.login_id = l.row_number`,
  )
  const rejections = await ask('select message_id, state, row_number::text from sluice.rejected')
  const users = await ask('select user_id, count(*)::integer as rows from user_logins group by user_id')
  const orphans = await ask(
    'select user_id from user_logins u where not exists (select from sluice.loaded l where l.row_number = u.login_id)',
  )
  const oldId = (id: unknown): string => renamed.get(String(id)) ?? String(id)
  const byId = new Map(sent.map((message) => [message.messageId, message]))
  const loaded = new Map(ledger.map((entry) => [oldId(entry.message_id), entry]))
  const origins = new Set(ledger.map((entry) => oldId(entry.origin_id)))
  const rejected = new Map(rejections.map((entry) => [oldId(entry.message_id), entry]))
  const elsewhere = new Set([...outside.queue, ...outside.deadLetters].map(oldId))
  const known = new Set(sent.map((message) => message.userId))
  const isSettled = (message: Sent): boolean =>
    loaded.has(message.messageId) ||
    rejected.has(message.messageId) ||
    (message.row !== null && origins.has(message.originId ?? message.messageId))

  return {
    messages: sent.length,
    loaded: ledger.filter((entry) => entry.row_id !== null).length,
    rejected: rejections.filter((entry) => entry.state !== 'loaded').length,
    remaining: outside.queue.length,
    deadLetters: outside.deadLetters.length,
    lost: sent
      .filter((message) => !isSettled(message) && !elsewhere.has(message.messageId))
      .map((message) => message.messageId),
    doubled: users.filter((row) => Number(row.rows) > 1).map((row) => String(row.user_id)),
    foreign: [
      ...orphans.map((row) => `row of ${String(row.user_id)} without an entry`),
      ...users.filter((row) => !known.has(String(row.user_id))).map((row) => `row of ${String(row.user_id)}`),
      ...[...loaded].filter(([id]) => !byId.has(id)).map(([id]) => `entry ${id}`),
      ...[...loaded]
        .filter(([, entry]) => entry.row_id === null)
        .map(([id]) => `entry ${id} without its row`),
      ...[...rejected].filter(([id]) => !byId.has(id)).map(([id]) => `rejection ${id}`),
      ...[...rejected].filter(([id, entry]) => isTwice(entry, loaded.get(id))).map(([id]) => `${id} is both`),
    ],
    altered: sent
      .filter((message) => isAltered(message, loaded.get(message.messageId)))
      .map((message) => message.userId),
    wronged: sent
      .filter(({ messageId, row }) => row !== null && rejected.has(messageId) && !loaded.has(messageId))
      .map((message) => message.userId),
    unreconciled: await unreconciled(ask),
  }
}

/** Whether a message is both a row and a rejection, without one having become the other. */
const isTwice = (rejection: Row, entry: Row | undefined): boolean =>
  (rejection.state === 'loaded') !== (entry !== undefined) ||
  (entry !== undefined && rejection.row_number !== entry.row_number)

/** Whether a row is not what its message said, or one was loaded that is malformed. */
const isAltered = (message: Sent, entry: Row | undefined): boolean => {
  if (entry === undefined) return false
  return (
    message.row === null || Object.entries(message.row).some(([column, value]) => entry[column] !== value)
  )
}

/** Compares each run's sums with what is there, with separate SQL and not by the code under test. */
const unreconciled = async (ask: Ask): Promise<readonly string[]> => {
  const runs = await ask(
    `select r.run_id::text,
       coalesce((select sum(received - loaded - duplicates - rejected - released) from sluice.batches b where b.run_id = r.run_id), 0)::integer as rest,
       coalesce((select sum(loaded) from sluice.batches b where b.run_id = r.run_id), 0)::integer as loaded,
       coalesce((select sum(rejected) from sluice.batches b where b.run_id = r.run_id), 0)::integer as rejected,
       (select count(*) from sluice.loaded l where l.run_id = r.run_id )::integer as there_loaded,
       (select count(*) from sluice.rejected j where j.run_id = r.run_id)::integer as there_rejected
     from sluice.runs r`,
  )
  return runs
    .filter((run) => run.rest !== 0 || run.loaded !== run.there_loaded || run.rejected !== run.there_rejected)
    .map((run) => String(run.run_id))
}
