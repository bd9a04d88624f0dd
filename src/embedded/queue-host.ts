import { Worker } from 'node:worker_threads'
import { failure, FailureError } from '../contract/failure.ts'
import type { LocalQueue, LocalQueueOptions } from './local-queue.ts'

type Report = { readonly endpoint: string } | { readonly error: string }

/**
 * Starts the local queue on its own thread.
 *
 * @param thread the built `queue-thread.js`
 * Throws `FailureError` with `embedded-queue-failed`.
 */
export const startQueueThread = async (thread: URL, options: LocalQueueOptions): Promise<LocalQueue> => {
  const worker = new Worker(thread, { workerData: options })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const report = await new Promise<Report>((resolve) => {
    worker.once('message', resolve)
    worker.once('error', (error: unknown) =>
      resolve({ error: error instanceof Error ? error.name : 'error' }),
    )
    worker.once('exit', () => resolve({ error: 'exit' }))
  })
  if ('error' in report) {
    await worker.terminate()
    throw new FailureError(failure('embedded-queue-failed', { code: report.error }))
  }
  return {
    endpoint: report.endpoint,
    close: async () => {
      worker.postMessage('close')
      await exited
    },
  }
}
