import { describe, expect, it } from 'vitest'
import type { Failure } from '../../src/contract/failure.ts'
import type { RunRecord } from '../../src/pipeline/ports.ts'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries } from '../support/deliveries.ts'
import { createTestRun } from '../support/runs.ts'
import { createScriptedQueue } from '../support/scripted-queue.ts'
import { createScriptedStore, storeFault } from '../support/scripted-store.ts'

const circumstances = {
  ...{ queueEndpoint: 'e', database: 'd', maskKey: 'k', host: 'h', version: '1.0.0' },
  settings: { maxMessages: null },
}

/** A run of which the store's first and last calls are recorded. */
const createBench = () => {
  const store = createScriptedStore()
  const opened: RunRecord[] = []
  const closed: (readonly [outcome: string, cause: Failure | null | undefined])[] = []
  const listening = {
    ...store,
    openRun: async (run: RunRecord) => {
      opened.push(run)
      return { cautious: false, refused: [] }
    },
    closeRun: async (_: string, outcome: string, cause?: Failure | null) => {
      closed.push([outcome, cause])
    },
  }
  const queue = createScriptedQueue(createDeliveries(20), [])
  return { store, opened, closed, ...createTestRun(queue, listening, { circumstances }) }
}

const never = new AbortController().signal

describe('what a run leaves in the history', () => {
  it('is its circumstances, and how it ended', async () => {
    const bench = createBench()
    await drain(bench.run, never)
    expect(bench.opened).toEqual([{ runId: bench.run.runId, queue: 'test', circumstances }])
    expect(bench.closed).toEqual([['drained', null]])
  })

  it('is why it failed, if a port said so', async () => {
    const bench = createBench()
    bench.store.setBeforeCommit(() => {
      throw storeFault('permanent', '42501')
    })
    await expect(drain(bench.run, never)).rejects.toMatchObject({ kind: 'permanent' })
    expect(bench.closed).toEqual([['failed', storeFault('permanent', '42501').failure]])
  })

  it('stores no exception text for a bug, as that may quote a message', async () => {
    const bench = createBench()
    const prepare = () => {
      throw new TypeError('canary')
    }
    await expect(drain({ ...bench.run, prepare }, never)).rejects.toThrow('canary')
    expect(bench.closed).toEqual([['failed', null]])
  })
})
