import { openDatabase, type Database } from '../adapters/postgres/database.ts'
import { compileTarget, targetToBe } from '../adapters/postgres/compile-target.ts'
import { findLoadTarget } from '../adapters/postgres/find-load-target.ts'
import { findKey, registerKeys } from '../adapters/postgres/keys.ts'
import type { LoadTarget } from '../adapters/postgres/load-target.ts'
import { lookAtDatabase } from '../adapters/postgres/look.ts'
import { migrate } from '../adapters/postgres/migrate.ts'
import { entriesToMove } from '../adapters/postgres/move-ledger.ts'
import { createRejections } from '../adapters/postgres/rejected-retry.ts'
import { createRepairs } from '../adapters/postgres/repairs.ts'
import type { Mending } from '../adapters/postgres/decide-sends.ts'
import { settleReturns } from '../adapters/postgres/settle-returns.ts'
import { registerEvent } from '../adapters/postgres/register-event.ts'
import { raiseNumbersAtStart } from '../adapters/postgres/row-numbers.ts'
import { createStore } from '../adapters/postgres/store.ts'
import { objectionsTo } from '../adapters/postgres/table-objections.ts'
import { plannedChanges, type Allowed } from '../adapters/postgres/table-changes.ts'
import type { TableFacts } from '../adapters/postgres/table-facts.ts'
import { fitTable } from '../adapters/postgres/table.ts'
import { failure, FailureError, type Failure } from '../contract/failure.ts'
import type { RejectedSelection } from '../contract/rejected.ts'
import { preferenceBounds } from '../contract/preferences.ts'
import { keyCheckValue } from '../pipeline/mask.ts'
import { PortError, type RejectionsPort, type StorePort } from '../pipeline/ports.ts'
import { settlingReturns } from '../pipeline/dead-letters/settling-store.ts'
import type { RepairsPort } from '../pipeline/repair/repairs-port.ts'
import { createSeal, type Seal } from '../pipeline/seal.ts'
import { contentNotices } from './check-contents.ts'
import type { Settings } from './config.ts'
import { loadKeyRing, type KeyRing } from './key-ring.ts'
import { limitSentences } from './limit-words.ts'
import { movingText } from './moving-text.ts'
import type { DatabaseTarget } from './targets.ts'

/** The database, with its schema up to date, its table fit and its keys known; or, to look only, as it is. */
export interface Storage {
  readonly database: Database
  /** As of the last time that it was made ready. */
  readonly store: StorePort
  /** The chosen ones among the rejected messages, to be tried again; as of then too. */
  readonly rejections: (which: RejectedSelection, upTo?: string | null) => RejectionsPort
  /** What is made of rejected messages. */
  readonly repairs: (mending: Omit<Mending, 'sealKeyId'>) => RepairsPort
  /** The table, as of then too. */
  readonly target: LoadTarget
  readonly seal: Seal
  /** Number of its key in `sluice.keys`. */
  readonly sealKeyId: number
  readonly keys: KeyRing
  /** What was done at the start, in sentences. */
  readonly notices: readonly string[]
  /**
   * Looks at the table again, since its owner may have changed it, and makes ready what a run needs; to look only, it makes
   * nothing. Where the database is away it leaves things as they are: a run waits for it by itself. Throws `FailureError` with
   * the first objection, before anything is received.
   */
  readonly makeReady: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Connections to the database, at most: one for each writer that a run may have, and some for the windows. */
const mostConnections = preferenceBounds.writers.most + 4

/**
 * @param onNotice is told in a sentence what was mended later
 * Throws `FailureError` with the first objection to using the table at all, or `PortError`.
 */
export const openStorage = async (
  { address }: DatabaseTarget,
  settings: Settings,
  onNotice: (sentence: string) => void = () => undefined,
): Promise<Storage> => {
  await using opened = new AsyncDisposableStack()
  const keys = loadKeyRing(settings)
  const prepare = settings.lookOnly === true ? lookOnly : prepareToLoad
  const circumstances = { settings, keys, onNotice }
  const database = openDatabase(address, mostConnections, settings.lookOnly === true ? 'reading' : 'writing')
  opened.defer(database.close)
  let ready = await prepare(database, circumstances, isAgainstUse)
  const notices = [
    ...[...keys.notices, ...ready.notices],
    ...limitSentences(ready.target.limits),
    ...(await contentNotices(database, ready.found)),
  ]
  const kept = opened.move()
  return {
    database,
    get store() {
      return ready.store
    },
    rejections: (which, upTo) => ready.rejections(which, upTo),
    repairs: (mending) => createRepairs(database, { ...mending, sealKeyId: ready.sealKeyId }),
    get target() {
      return ready.target
    },
    seal: createSeal(keys.seal.bytes),
    get sealKeyId() {
      return ready.sealKeyId
    },
    keys,
    notices,
    makeReady: async () => {
      try {
        ready = await prepare(database, circumstances, () => true)
      } catch (error) {
        if (!(error instanceof PortError) || error.kind !== 'transient') throw error
      }
    },
    close: () => kept.disposeAsync(),
  }
}

interface Ready {
  /** The table as it was before anything was changed; null if there was none. */
  readonly found: TableFacts | null
  readonly rejections: Storage['rejections']
  readonly store: StorePort
  readonly target: LoadTarget
  readonly sealKeyId: number
  readonly notices: readonly string[]
}

interface Circumstances {
  readonly settings: Settings
  readonly keys: KeyRing
  readonly onNotice: (sentence: string) => void
}

type Prepare = (
  database: Database,
  circumstances: Circumstances,
  counts: (objection: Failure) => boolean,
) => Promise<Ready>

/** These keep rows out and leave what is there to be listed, so they are said when a run is started. */
const againstRunsOnly: ReadonlySet<Failure['code']> = new Set([
  'table-column-unfed',
  'table-rules',
  'table-policy-missing',
  'table-partition-missing',
  'table-numbers-short',
])

const isAgainstUse = ({ code }: Failure): boolean => !againstRunsOnly.has(code)

const prepareToLoad: Prepare = async (database, { settings, keys, onNotice }, counts) => {
  const { event } = settings
  const allowed = allowedBy(settings)
  const facts = await lookAtDatabase(database, event, new Date())
  refuse(objectionsTo(facts, database.names, allowed).filter(counts))
  await migrate(database)
  const notices = await fitTable(database, event, allowed)
  const keyIds = await registerKeys(database, checkValuesOf(keys))
  const ids = {
    ...keyIds,
    event: facts.change.eventId ?? (await registerEvent(database, event, allowed.accepted)),
  }
  // What was missing or of another shape has its number and its types only now.
  const wasFit = facts.table !== null && plannedChanges(facts.table, allowed).length === 0
  const compiled = wasFit ? compileTarget(facts.table) : null
  const target = compiled ?? (await findLoadTarget(database.query, database.names, event))
  const raised = await raiseNumbersAtStart(database, target)
  const toMove = await entriesToMove(database.query)
  return {
    store: settlingReturns(createStore(database, ids, target, onNotice), () => settleReturns(database.query)),
    rejections: (which, upTo) => createRejections(database, target, which, upTo, onNotice),
    target,
    sealKeyId: ids.seal,
    found: facts.table,
    notices: [
      ...notices,
      ...(raised === null ? [] : [raised]),
      ...(toMove === null || toMove === 0 ? [] : [movingText(toMove)]),
    ],
  }
}

/** What is not there yet knows no message. */
const lookOnly: Prepare = async (database, { settings, keys }, counts) => {
  const { event } = settings
  const facts = await lookAtDatabase(database, event, new Date())
  const allowed = allowedBy(settings)
  refuse(objectionsTo(facts, database.names, allowed).filter(counts))
  if (facts.schema.kind === 'old') throw new FailureError(failure('schema-old', { ...database.names }))
  const hasSchema = facts.schema.kind === 'current'
  const checkValues = checkValuesOf(keys)
  if (hasSchema)
    for (const purpose of ['mask', 'seal'] as const)
      await findKey(database.query, purpose, checkValues[purpose])
  const changes = facts.table === null ? [] : plannedChanges(facts.table, allowed)
  const compiled = facts.table === null || changes.length > 0 ? null : compileTarget(facts.table)
  const changed = new Set(changes.map(({ column }) => column))
  const target = compiled ?? targetToBe(event, facts.place.name, facts.table, changed)
  const noKeys = { mask: 0, seal: 0 }
  const store = createStore(database, noKeys, target)
  return {
    store: hasSchema ? store : { ...store, known: () => Promise.resolve(new Set<string>()) },
    rejections: (which, upTo) => createRejections(database, target, which, upTo),
    target,
    sealKeyId: noKeys.seal,
    found: facts.table,
    notices: [],
  }
}

const allowedBy = ({ mayAlterTable, rejectsMisfits, accepted }: Settings): Allowed => ({
  mayAlter: mayAlterTable,
  rejectsMisfits,
  accepted,
})

const checkValuesOf = (keys: KeyRing): { readonly mask: string; readonly seal: string } => ({
  mask: keyCheckValue(keys.mask.bytes),
  seal: keyCheckValue(keys.seal.bytes),
})

/** Throws the first, which says how many more there are. */
const refuse = ([first, ...others]: readonly Failure[]): void => {
  if (first === undefined) return
  const details = others.length === 0 ? first.details : { ...first.details, others: String(others.length) }
  throw new FailureError({ ...first, details })
}
