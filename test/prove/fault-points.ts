import type { QueuePort, StorePort } from '../../src/pipeline/ports.ts'

export const faultPoints = [
  'after-receive',
  'before-commit',
  'after-commit',
  'before-delete',
  'mid-delete',
] as const

export type FaultPoint = (typeof faultPoints)[number]

/** Ends this process as `kill -9` does: nothing is flushed, closed or reported. */
const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}

/** Counts the times that one point is passed; at the `hit`-th time the process dies there. */
const createTrap = (point: FaultPoint, hit: number) => {
  let passed = 0
  return async (at: FaultPoint): Promise<void> => {
    if (at !== point) return
    passed += 1
    if (passed === hit) await die()
  }
}

export interface Trapped {
  readonly wrapQueue: (queue: QueuePort) => QueuePort
  readonly wrapStore: (store: StorePort) => StorePort
}

/** Ports that work normally until their process dies at a point between two of their steps. */
export const setTrap = (point: FaultPoint, hit: number): Trapped => {
  const pass = createTrap(point, hit)
  return {
    wrapQueue: (queue) => ({
      ...queue,
      receive: async (options) => {
        const deliveries = await queue.receive(options)
        if (deliveries.length > 0) await pass('after-receive')
        return deliveries
      },
      remove: async (deliveries) => {
        await pass('before-delete')
        const half = Math.ceil(deliveries.length / 2)
        const left = await queue.remove(deliveries.slice(0, half))
        await pass('mid-delete')
        return [...left, ...(await queue.remove(deliveries.slice(half)))]
      },
    }),
    wrapStore: (store) => ({
      ...store,
      commit: async (batch) => {
        await pass('before-commit')
        const counts = await store.commit(batch)
        await pass('after-commit')
        return counts
      },
    }),
  }
}
