import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { reconcile } from '../../src/adapters/postgres/reconcile.ts'
import type { Counts } from '../../src/contract/events.ts'
import type { Delivery, Item } from '../../src/pipeline/ports.ts'
import { createDelivery } from './deliveries.ts'
import { loginBody } from './logins.ts'
import { filterOf } from './rejected.ts'
import { createTestStore, type TestStore } from './stores.ts'

/** A separate database for the tests of one file, whose first run has just begun, and queries for them. */
export interface RetryBench {
  readonly bench: TestStore
  /** The run that rejects. */
  readonly firstRun: string
  readonly commitItems: (items: readonly Item[]) => Promise<Counts>
  readonly commit: (deliveries: readonly Delivery[]) => Promise<Counts>
  /** The state of each rejection, by message id. */
  readonly states: () => Promise<Readonly<Record<string, string>>>
  /** In the order of their row numbers. */
  readonly users: () => Promise<readonly string[]>
  readonly expectAllRunsToHold: () => Promise<void>
}

/** Is there for each test, emptied before it. */
export const useRetryBench = (): RetryBench => {
  let bench: TestStore
  let firstRun: string
  beforeAll(async () => {
    bench = await createTestStore()
  })
  beforeEach(async () => {
    await bench.test.query(
      'truncate sluice.ledger, sluice.rejected, sluice.batches, sluice.runs, user_logins restart identity',
    )
    firstRun = await bench.openRun()
  })
  afterAll(() => bench.close())

  const commitItems = (items: readonly Item[]) =>
    bench.store.commit({ batchId: crypto.randomUUID(), runId: firstRun, items })

  return {
    get bench() {
      return bench
    },
    get firstRun() {
      return firstRun
    },
    commitItems,
    commit: (deliveries) => commitItems(bench.prepare(deliveries)),
    states: async () => {
      const rows = await bench.test.query<{ message_id: string; state: string }>(
        'select message_id, state from sluice.rejected order by message_id',
      )
      return Object.fromEntries(rows.map((row) => [row.message_id, row.state]))
    },
    users: async () =>
      (await bench.test.query<{ user_id: string }>('select user_id from user_logins order by login_id')).map(
        (row) => row.user_id,
      ),
    expectAllRunsToHold: async () => {
      const runs = await reconcile(bench.database, null)
      expect(runs.map((run) => run.holds)).toEqual(runs.map(() => true))
    },
  }
}

/** Well formed except for a field that the first run's rules do not know. */
export const unknownField = (name: string, overrides: Partial<Delivery> = {}): Delivery =>
  createDelivery({
    originId: name,
    messageId: name,
    body: loginBody({ user_id: name, extra: 1 }),
    ...overrides,
  })

export const hopeless = (name: string): Delivery => createDelivery({ messageId: name, body: 'no login' })

export const all = filterOf({ state: 'all' })
