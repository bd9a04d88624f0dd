import { randomBytes, randomUUID } from 'node:crypto'
import { openDatabase, type Database } from '../../src/adapters/postgres/database.ts'
import { registerKeys } from '../../src/adapters/postgres/keys.ts'
import type { LoadTarget } from '../../src/adapters/postgres/load-target.ts'
import type { RowTable } from '../../src/adapters/postgres/row-table.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { findLoadTarget } from '../../src/adapters/postgres/find-load-target.ts'
import { createRejections } from '../../src/adapters/postgres/rejected-retry.ts'
import { logins } from '../../src/contract/logins.ts'
import type { RejectedSelection } from '../../src/contract/rejected.ts'
import { createStore } from '../../src/adapters/postgres/store.ts'
import { fitTable } from '../../src/adapters/postgres/table.ts'
import type { ReadingRules } from '../../src/app/run-rules.ts'
import { keyCheckValue } from '../../src/pipeline/mask.ts'
import type { Prepare } from '../../src/pipeline/prepare.ts'
import { createReject } from '../../src/pipeline/reject.ts'
import type { RejectionsPort, StorePort } from '../../src/pipeline/ports.ts'
import { createSeal, type Seal } from '../../src/pipeline/seal.ts'
import { tryAgain, type RetryEnd } from '../../src/pipeline/try-again.ts'
import { prepareLogins } from './read-login.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

/** A database with everything that a run needs, and functions to fill it. */
export interface TestStore {
  readonly test: TestDatabase
  readonly database: Database
  /** Its rows, for the lists. */
  readonly rows: Database & RowTable
  readonly target: LoadTarget
  readonly store: StorePort
  readonly seal: Seal
  readonly prepare: Prepare
  /** Rejected messages that are tried again. */
  readonly rejections: (which: RejectedSelection) => RejectionsPort
  /** Retries the chosen ones by these rules, and returns how it ended. */
  readonly tryAgain: (
    which: RejectedSelection,
    rules?: ReadingRules,
    signal?: AbortSignal,
  ) => Promise<RetryEnd & { readonly runId: string }>
  /** What was repaired on the way, in sentences. */
  readonly notices: readonly string[]
  /** Makes the record of a run and returns its id. */
  readonly openRun: () => Promise<string>
  readonly close: () => Promise<void>
}

/**
 * @param server the URL of a superuser on a server other than the shared one
 * @param event the event of its table; `prepare` still makes logins
 */
export const createTestStore = async (server?: string, event = logins): Promise<TestStore> => {
  const test = await createTestDatabase(server)
  const database = openDatabase(test.url, 4)
  await migrate(database)
  await fitTable(database, event, { mayAlter: false })
  const keys = { mask: randomBytes(32), seal: randomBytes(32) }
  const ids = await registerKeys(database, { mask: keyCheckValue(keys.mask), seal: keyCheckValue(keys.seal) })
  const target = await findLoadTarget(database.query, database.names, event)
  const notices: string[] = []
  const store = createStore(database, ids, target, (notice) => notices.push(notice))
  const seal = createSeal(keys.seal)
  const prepareBy = (rules?: ReadingRules) => prepareLogins(keys.mask, createReject(seal), rules)
  const rejections = (which: RejectedSelection) => createRejections(database, target, which)
  return {
    ...{ test, database, store, seal, notices, rejections },
    prepare: prepareBy(),
    tryAgain: async (which, rules = { allowUnknownFields: true }, signal = new AbortController().signal) => {
      const runId = randomUUID()
      const retry = {
        runId,
        queueName: 'test',
        rejections: rejections(which),
        store,
        prepare: prepareBy(rules),
        seal,
      }
      return { ...(await tryAgain(retry, signal)), runId }
    },
    rows: { ...database, table: target.rows },
    target,
    openRun: async () => {
      const runId = randomUUID()
      await store.openRun({ runId, queue: 'test' })
      return runId
    },
    close: async () => {
      await database.close()
      await test.drop()
    },
  }
}
