import { FailureError } from '../../src/contract/failure.ts'
import { PortError, type Delivery, type Item } from '../../src/pipeline/ports.ts'
import { drain, type Run } from '../../src/pipeline/run.ts'
import { inColumn } from './login-rows.ts'
import { createReturningQueue, type ReturningOptions } from './returning-queue.ts'
import { createTestRun } from './runs.ts'
import { createScriptedStore, refusalOf } from './scripted-store.ts'

const never = new AbortController().signal

const hasUser = (item: Item, users: readonly string[]): boolean =>
  item.entry.kind === 'row' && users.includes(inColumn(item.entry, 'user_id') ?? '')

/** One queue and one database in memory for several runs, one after another. */
export const createRunBench = (deliveries: readonly Delivery[], options: ReturningOptions = {}) => {
  const queue = createReturningQueue(deliveries, options)
  const store = createScriptedStore()
  let bad: readonly string[] = []
  store.setBeforeCommit((batch) => {
    if (batch.items.some((item) => hasUser(item, bad))) throw refusalOf()
  })
  /** Like the next process: it gets what the last run left. */
  const start = (overrides: Partial<Run> = {}, signal = never) => {
    store.setBefore({ cautious: overrides.runId === 'cautious', refused: store.refused() })
    const test = createTestRun(queue, store, overrides)
    return { ...test, end: drain(test.run, signal) }
  }
  const codeOf = async (end: Promise<string>): Promise<string> => {
    try {
      return await end
    } catch (error) {
      if (error instanceof PortError || error instanceof FailureError) return error.failure.code
      throw error
    }
  }
  return {
    queue,
    store,
    start,
    refuse: (users: readonly string[]) => {
      bad = users
    },
    /** Runs to the end and returns the outcome, or the code of its failure. */
    run: async (overrides: Partial<Run> = {}) => {
      const { end, ...rest } = start(overrides)
      return { code: await codeOf(end), ...rest }
    },
  }
}
