import { Worker } from 'node:worker_threads'
import { failure, FailureError } from '../contract/failure.ts'
import type { LocalQueue, LocalQueueOptions } from './local-queue.ts'
import { refuseNewerQueue } from './queue-version.ts'

type Report = { readonly endpoint: string } | { readonly error: string }

/** The local queue on its own thread. */
export interface QueueThread extends LocalQueue {
  /** Whether the thread is gone. */
  readonly hasEnded: () => Promise<boolean>
  /** Restarts a thread that has ended, at the same port. Throws `FailureError` with `embedded-queue-failed`. */
  readonly restart: () => Promise<void>
}

/**
 * Starts the local queue on its own thread.
 *
 * @param thread the built `queue-thread.js`. Throws `FailureError` with `embedded-queue-failed` or
 * `queue-files-newer`.
 */
export const startQueueThread = async (thread: URL, options: LocalQueueOptions): Promise<QueueThread> => {
  refuseNewerQueue(options.folder)
  let running = await launch(thread, options)
  const { endpoint } = running
  return {
    endpoint,
    hasEnded: async () => running.hasEnded(),
    restart: async () => {
      running = await launch(thread, { ...options, port: Number(new URL(endpoint).port) })
    },
    close: () => running.close(),
  }
}

interface Running extends LocalQueue {
  readonly hasEnded: () => boolean
}

const launch = async (thread: URL, options: LocalQueueOptions): Promise<Running> => {
  const worker = new Worker(thread, { workerData: options })
  let ended = false
  const exited = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      ended = true
      resolve()
    }),
  )
  const report = await new Promise<Report>((resolve) => {
    worker.once('message', resolve)
    // Listens for as long as the thread lives: an unheard error would end the engine as well.
    worker.on('error', (error: unknown) => resolve({ error: error instanceof Error ? error.name : 'error' }))
    worker.once('exit', () => resolve({ error: 'exit' }))
  })
  if ('error' in report) {
    await worker.terminate()
    throw new FailureError(failure('embedded-queue-failed', { code: report.error }))
  }
  return {
    endpoint: report.endpoint,
    hasEnded: () => ended,
    close: async () => {
      worker.postMessage('close')
      await exited
    },
  }
}
