import { Worker } from 'node:worker_threads'
import type { Frame } from '../contract/events.ts'
import { failure } from '../contract/failure.ts'
import { failed, type Result } from '../contract/result.ts'
import type { Settings } from './config.ts'
import type { EngineReply, EngineRequest, EngineStart } from './engine-protocol.ts'
import type { ExportingClient } from './exporting-client.ts'

/** The engine's thread, seen from outside. */
export interface Engine extends ExportingClient {
  /** Drains a run that goes on, stops what was started and ends the thread. May be called twice. */
  readonly close: () => Promise<void>
}

/**
 * Most of what a run makes is garbage at once: a bound on the space for the young keeps the process small and costs no
 * speed. V8 has three semi-spaces in it: this is what the command line gets with `--max-semi-space-size=16`.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 48 }

/**
 * Starts the engine and returns at once; how connecting goes arrives as events.
 *
 * @param enginePath the built `engine-thread.js`; `queue-thread.js` stands beside it
 */
export const openEngine = (enginePath: URL, settings: Settings): Engine => {
  const start: EngineStart = { settings, queueThread: new URL('./queue-thread.js', enginePath).href }
  const worker = new Worker(enginePath, { workerData: start, resourceLimits })
  const waiting = new Map<number, (result: Result<never>) => void>()
  const listeners = new Set<(frame: Frame) => void>()
  let nextId = 1
  let lastSeq = 0
  let ended = false
  let closing: Promise<void> | null = null

  const tell = (frame: Frame): void => {
    lastSeq = frame.seq
    for (const listener of listeners) {
      try {
        listener(frame)
      } catch {
        // Whoever listens may be gone; the others and the work go on.
      }
    }
  }

  worker.on('message', (message: EngineReply) => {
    if (message.type === 'frame') return tell(message.frame)
    waiting.get(message.id)?.(message.result as Result<never>)
    waiting.delete(message.id)
  })
  let fault = 'exit'
  worker.on('error', (error: unknown) => {
    fault = error instanceof Error ? error.name : 'error'
  })
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      ended = true
      for (const answer of waiting.values()) answer(failed(gone()))
      waiting.clear()
      if (closing === null) {
        tell({ seq: lastSeq + 1, events: [{ type: 'connection-failed', failure: gone() }] })
      }
      resolve()
    })
  })
  const gone = () => failure('internal', { code: `engine ${fault}` })
  const post = (request: EngineRequest): void => worker.postMessage(request)
  const ask = <T>(request: (id: number) => EngineRequest): Promise<Result<T>> =>
    new Promise((resolve) => {
      if (ended) return resolve(failed(gone()))
      const id = nextId
      nextId += 1
      waiting.set(id, resolve)
      post(request(id))
    })

  return {
    send: (name, input) => ask((id) => ({ type: 'command', id, name, input })),
    exportTo: (request, path) => ask((id) => ({ type: 'export', id, request, path })),
    listen: (onFrame) => {
      listeners.add(onFrame)
      return () => listeners.delete(onFrame)
    },
    close: () => {
      closing ??= (async () => {
        if (!ended) post({ type: 'close' })
        await exited
      })()
      return closing
    },
  }
}
