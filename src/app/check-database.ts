import { openDatabase, type Database } from '../adapters/postgres/database.ts'
import { findKey } from '../adapters/postgres/keys.ts'
import { lookAtDatabase, type DatabaseFacts } from '../adapters/postgres/look.ts'
import type { SluiceFacts } from '../adapters/postgres/sluice-rights.ts'
import type { Allowed } from '../adapters/postgres/table-changes.ts'
import { objectionsTo } from '../adapters/postgres/table-objections.ts'
import type { EventDefinition } from '../contract/event-definition.ts'
import { failure, type FailureCode } from '../contract/failure.ts'
import { preferenceBounds } from '../contract/preferences.ts'
import type { CheckUpItem } from '../contract/settings.ts'
import { checkUpFailure, fine, notFine, unknown, type CheckCode } from './check-up-item.ts'
import { contentItems } from './check-contents.ts'
import { tableItems } from './check-table.ts'
import { movingText } from './moving-text.ts'
import type { DatabaseTarget } from './targets.ts'

export interface DatabaseCheck extends Allowed {
  /** What is to be loaded. */
  readonly event: EventDefinition
  /** The check values of the keys; null for a key that does not exist yet or cannot be read. */
  readonly keys: Readonly<Record<'mask' | 'seal', string | null>>
}

/**
 * What can be known of a database without inserting: what the start of a run would object to, in the same words, and
 * what else is worth knowing. Does not reject.
 */
export const checkDatabase = async (
  target: DatabaseTarget,
  check: DatabaseCheck,
): Promise<readonly CheckUpItem[]> => {
  const database = openDatabase(target.address, 1)
  try {
    const facts = await lookAtDatabase(database, check.event, new Date())
    const objections = objectionsTo(facts, database.names, check)
    const { address, database: name } = database.names
    const where = target.embedded ? `built in, at ${address}` : `at ${address}`
    const { versionText, encoding } = facts.server
    const objected = objections.map((objection) => notFine(subjects[objection.code] ?? 'table', objection))
    const isObjected = (code: CheckCode): boolean => objected.some((item) => item.code === code)
    const items = [
      fine('database', `${name} (${where}) answers: PostgreSQL ${versionText}, ${encoding}.`),
      ...((await database.inspect()).passwordMethod === 'MD5' ? [weakPassword] : []),
      ...(isObjected('rights') ? [] : [rightsItem(facts)]),
      connectionsItem(facts, address),
      ...timeoutItems(facts),
      ...schemaItems(facts),
      ...(await keyItems(database, facts, check)),
      ...eventItems(facts),
      ...tableItems(facts, check).filter(
        (item) => item.state === 'unknown' || !isObjected(item.code as CheckCode),
      ),
      ...(await contentItems(database, facts.table)),
    ]
    return [...items.slice(0, 1), ...objected, ...items.slice(1)]
  } catch (error) {
    return [checkUpFailure('database', error)]
  } finally {
    await database.close()
  }
}

/** The title of an objection. */
const subjects: Readonly<Partial<Record<FailureCode, CheckCode>>> = {
  'database-encoding': 'encoding',
  'database-standby': 'writing',
  'database-read-only': 'writing',
  'rights-missing': 'rights',
  'event-changed': 'event',
  'event-change-refused': 'event',
  'schema-newer': 'schema',
  'table-number-missing': 'row-number',
  'table-number-unfit': 'row-number',
  'table-numbers-short': 'row-number',
  'table-partition-missing': 'partitions',
  'table-policy-missing': 'row-security',
}

const rightsItem = ({ server }: DatabaseFacts): CheckUpItem =>
  fine('rights', `The user ${server.role} has every right that a run needs.`)

/** It works, so a run can use it. */
const weakPassword = unknown(
  'password',
  'The server has it proven by MD5, which whoever reads along can undo; set password_encryption to scram-sha-256 and set the password again.',
)

/** A run opens one per writer, and one for reading. */
const neededConnections = preferenceBounds.writers.usual + 1

const connectionsItem = ({ server }: DatabaseFacts, address: string): CheckUpItem => {
  // The check's own connection is free again when a run starts.
  const free = server.freeConnections + 1
  const details = { address, free: String(free), needed: String(neededConnections) }
  return free < neededConnections
    ? notFine('connections', failure('connections-short', details))
    : fine('connections', `The user may open ${free} more connections.`)
}

/** In milliseconds: no single step of a run takes longer. */
const ampleTimeout = 60_000

const timeoutItems = ({ server }: DatabaseFacts): readonly CheckUpItem[] => {
  const short = server.timeouts.filter(({ milliseconds }) => milliseconds < ampleTimeout)
  const names = short.map(({ name, milliseconds }) => `${name} of ${milliseconds} ms`).join(', ')
  return short.length === 0
    ? []
    : [
        unknown(
          'time-outs',
          `The server ends what takes long (${names}); whether a slow export fits in shows when it is made.`,
        ),
      ]
}

const schemaItems = ({ schema, sluice }: DatabaseFacts): readonly CheckUpItem[] => {
  switch (schema.kind) {
    case 'missing':
      return [fine('schema', 'The schema sluice is missing and will be created at the first run.')]
    case 'old':
      return [
        fine(
          'schema',
          'The schema sluice is of an older version and will be brought up to date at the next run.',
        ),
      ]
    case 'current':
      return [fine('schema', `The schema sluice is up to date.${moveText(sluice)}`)]
    case 'refused':
    case 'unknown':
      return []
  }
}

/** Problems with it are among the objections. */
const eventItems = ({ event, change }: DatabaseFacts): readonly CheckUpItem[] => {
  if (change.eventId !== null)
    return [fine('event', `${event.name} is defined as when ${event.table.name} was last filled.`)]
  if (change.changes.some(({ kind }) => kind !== 'free')) return []
  return [
    fine('event', `${event.name} will be noted at the next run as what ${event.table.name} is filled by.`),
  ]
}

const moveText = ({ entriesToMove, mayChange }: SluiceFacts): string => {
  if (entriesToMove === null) return ''
  if (entriesToMove > 0 || mayChange) return ` ${movingText(entriesToMove)}`
  return ' Its former ledger is empty, and another role owns it; run the script of doctor --grant once more to take it away.'
}

/** A database that knows no keys records them at the first run, so no key is wrong yet. */
const keyItems = async (
  { query }: Database,
  { schema, sluice }: DatabaseFacts,
  { keys }: DatabaseCheck,
): Promise<readonly CheckUpItem[]> => {
  if ((schema.kind !== 'current' && schema.kind !== 'old') || sluice.lacking.length > 0) return []
  try {
    const found = await Promise.all(
      (['mask', 'seal'] as const).map((purpose) => findKey(query, purpose, keys[purpose] ?? 'none yet')),
    )
    return found.includes(null) ? [] : [fine('keys', 'The keys are those that the database was filled with.')]
  } catch (error) {
    return [checkUpFailure('keys', error)]
  }
}
