import { vi } from 'vitest'
import { noCounts, type Counts, type Phase } from '../../src/contract/events.ts'
import type { Failure } from '../../src/contract/failure.ts'
import { addCounts } from '../../src/contract/rates.ts'
import { createBreaker } from '../../src/pipeline/breaker.ts'
import { createHeldMessages, type HeldMessages } from '../../src/pipeline/held-messages.ts'
import type { Delivery, Item } from '../../src/pipeline/ports.ts'
import type { Settling } from '../../src/pipeline/settle.ts'
import { createSuspects } from '../../src/pipeline/suspects.ts'
import { inColumn } from './login-rows.ts'
import { createTestRun } from './runs.ts'
import { createScriptedQueue } from './scripted-queue.ts'
import { createScriptedStore } from './scripted-store.ts'

const opened: HeldMessages[] = []

/** Ends everything that a test's benches have begun. */
export const closeBenches = (): Promise<unknown> => Promise.all(opened.splice(0).map((held) => held.close()))

/** Settles messages of one run, with a queue and a store in memory, and records what it reported. */
export const createBench = (
  deliveries: readonly Delivery[],
  { before = [] as readonly string[], share = null as number | null } = {},
) => {
  const journal: string[] = []
  const queue = createScriptedQueue(deliveries, journal)
  const store = createScriptedStore(journal)
  const { run } = createTestRun(queue, store)
  const held = createHeldMessages(queue, { rows: 10_000, bytes: 2 ** 30 })
  opened.push(held)
  held.add(deliveries)
  const stop = new AbortController()
  const phases: (Phase | null)[] = []
  const fatal = vi.fn<(error: unknown) => void>()
  const alone = vi.fn<(failure: Failure, until: number) => void>()
  let counts: Counts = noCounts
  const using: Settling = {
    ...{ runId: run.runId, queue, store, held, reject: run.reject, signal: stop.signal },
    suspects: createSuspects(before),
    breaker: createBreaker(share),
    onAlone: alone,
    onCounts: (settled) => {
      counts = addCounts(counts, settled)
    },
    onWaiting: (phase) => phases.push(phase),
    onFatal: (error) => {
      fatal(error)
      stop.abort()
    },
  }
  const items = run.prepare(deliveries)
  return { journal, queue, store, held, stop, phases, fatal, alone, using, items, counts: () => counts }
}

export const hasUser = (item: Item, user: string): boolean =>
  item.entry.kind === 'row' && inColumn(item.entry, 'user_id') === user
