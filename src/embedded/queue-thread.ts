import { parentPort, workerData } from 'node:worker_threads'
import { startLocalQueue, type LocalQueueOptions } from './local-queue.ts'

/**
 * The local queue on its own thread: it writes to its database synchronously and would hold up the pipeline. Posts `{
 * endpoint }` or `{ error }` once; any message from the parent closes it and ends the thread.
 */
const port = parentPort
if (port === null) throw new Error('queue-thread.ts runs as a worker thread only')

try {
  const queue = await startLocalQueue(workerData as LocalQueueOptions)
  port.once('message', () => {
    void queue.close().finally(() => process.exit(0))
  })
  port.postMessage({ endpoint: queue.endpoint })
} catch (error) {
  port.postMessage({ error: error instanceof Error && 'code' in error ? String(error.code) : 'internal' })
  port.close()
}
