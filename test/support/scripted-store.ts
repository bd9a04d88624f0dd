import { noCounts } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import {
  PortError,
  type Batch,
  type FaultKind,
  type Item,
  type RunBefore,
  type StorePort,
} from '../../src/pipeline/ports.ts'

/** A store in memory, for faults that cannot be provoked in a real database at the right moment. */
export interface ScriptedStore extends StorePort {
  /** What was loaded or rejected, by message id. */
  readonly items: Map<string, Item>
  readonly runs: { readonly runId: string; readonly outcome: string | null }[]
  readonly attempts: Batch[]
  /** What runs get when they begin. */
  readonly setBefore: (before: RunBefore) => void
  /** How many row numbers each call drew. */
  readonly drawn: number[]
  /** What the last run left for the next. */
  readonly refused: () => readonly string[]
  readonly released: () => number
  /** What happens before each commit; it can throw or wait. */
  readonly setBeforeCommit: (step: (batch: Batch, attempt: number) => void | Promise<void>) => void
}

export const createScriptedStore = (journal: string[] = []): ScriptedStore => {
  const items = new Map<string, Item>()
  const loaded = new Set<string>()
  /** A rejection settles its message, a loaded row its origin. */
  const isSettled = ({ deliveries: [{ messageId, originId }], entry }: Item): boolean =>
    items.has(messageId) || (entry.kind === 'row' && loaded.has(originId))
  const runs: { runId: string; outcome: string | null }[] = []
  const attempts: Batch[] = []
  const drawn: number[] = []
  let released = 0
  let refused: readonly string[] = []
  let before: RunBefore = { cautious: false, refused: [] }
  let beforeCommit: (batch: Batch, attempt: number) => void | Promise<void> = () => undefined
  return {
    items,
    runs,
    attempts,
    released: () => released,
    drawn,
    refused: () => refused,
    setBefore: (next) => {
      before = next
    },
    setBeforeCommit: (step) => {
      beforeCommit = step
    },
    openRun: async ({ runId }) => {
      runs.push({ runId, outcome: null })
      return before
    },
    drawNumbers: async (count) => {
      const first = drawn.reduce((sum, some) => sum + some, 1)
      drawn.push(count)
      return Array.from({ length: count }, (_, index) => String(first + index))
    },
    commit: async (batch) => {
      attempts.push(batch)
      await beforeCommit(batch, attempts.length)
      const counts = { ...noCounts }
      for (const item of batch.items) {
        const { originId, messageId } = item.deliveries[0]
        counts.received += item.deliveries.length
        const fresh = !isSettled(item)
        if (fresh) items.set(messageId, item)
        if (fresh && item.entry.kind === 'row') loaded.add(originId)
        if (fresh && item.entry.kind === 'row') counts.loaded += 1
        if (fresh && item.entry.kind === 'rejected') counts.rejected += 1
        counts.duplicates += item.deliveries.length - (fresh ? 1 : 0)
        journal.push(`commit ${messageId}`)
      }
      return counts
    },
    known: async (asked) =>
      new Set(asked.filter(isSettled).map(({ deliveries: [first] }) => first.messageId)),
    recordReleased: async (_runId, count) => {
      released += count
    },
    closeRun: async (runId, outcome, _cause, left) => {
      refused = left ?? []
      const run = runs.find((known) => known.runId === runId)
      if (run !== undefined) run.outcome = outcome
    },
  }
}

export const storeFault = (kind: FaultKind, code = '22001'): PortError =>
  new PortError(kind, failure('database-failed', { address: 'test', database: 'test', code }))

/** The table's error for a row that it refuses. */
export const refusalOf = (details: Readonly<Record<string, string>> = {}): PortError =>
  new PortError('data', failure('row-refused', { code: '23514', constraint: 'positive', ...details }))

export const queueFault = (kind: FaultKind): PortError =>
  new PortError(kind, failure('queue-failed', { queue: 'test', endpoint: 'test', code: 'TEST' }))
