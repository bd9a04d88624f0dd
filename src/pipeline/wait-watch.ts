import { performance } from 'node:perf_hooks'
import type { Bottleneck } from '../contract/events.ts'
import { bottleneckOf, waitsFor } from './bottleneck.ts'
import type { QueuePort, StorePort } from './ports.ts'

interface Watched {
  readonly queue: QueuePort
  readonly store: StorePort
  /** How many commits can be open at once. */
  readonly writers: number
  /** Hears of each change. */
  readonly onBottleneck: (bottleneck: Bottleneck | null) => void
}

/** The same queue and store, whose calls are counted. */
export interface WaitWatch extends Pick<Watched, 'queue' | 'store'> {
  readonly stop: () => void
}

/** Between two looks, in milliseconds. */
const lookPause = 100

/** It is decided after this many looks, on the basis of up to three times as many. */
const looksBetween = 10
const mostLooks = 3 * looksBetween

/** Samples at intervals which of queue, processor and database a run waits for. */
export const watchWaits = ({ queue, store, writers, onBottleneck }: Watched): WaitWatch => {
  const open = { committing: 0, receiving: 0, removing: 0 }
  const counted =
    <A extends readonly unknown[], T>(which: keyof typeof open, call: (...input: A) => Promise<T>) =>
    async (...input: A): Promise<T> => {
      open[which] += 1
      try {
        return await call(...input)
      } finally {
        open[which] -= 1
      }
    }

  let looks: readonly ReturnType<typeof waitsFor>[] = []
  let busy: readonly number[] = []
  let since = performance.eventLoopUtilization()
  let untilDecision = looksBetween
  let told: Bottleneck | null = null
  const share = (which: 'database' | 'queue'): number =>
    looks.filter((look) => look === which).length / looks.length

  const decide = (): void => {
    busy = [...busy.slice(-2), performance.eventLoopUtilization(since).utilization]
    since = performance.eventLoopUtilization()
    const processor = busy.reduce((sum, one) => sum + one, 0) / busy.length
    const found = bottleneckOf({ processor, database: share('database'), queue: share('queue') }, told)
    if (found !== told) onBottleneck(found)
    told = found
  }
  const timer = setInterval(() => {
    looks = [...looks.slice(1 - mostLooks), waitsFor({ ...open, writers })]
    untilDecision -= 1
    if (untilDecision > 0) return
    untilDecision = looksBetween
    decide()
  }, lookPause)
  // Watching must not keep the process alive.
  timer.unref()

  return {
    queue: {
      ...queue,
      receive: counted('receiving', (input) => queue.receive(input)),
      remove: counted('removing', (deliveries) => queue.remove(deliveries)),
    },
    store: { ...store, commit: counted('committing', (batch) => store.commit(batch)) },
    stop: () => clearInterval(timer),
  }
}
