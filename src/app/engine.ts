import { Worker } from 'node:worker_threads'
import type { Frame, MonitorEvent } from '../contract/events.ts'
import { failure } from '../contract/failure.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { emptySnapshot, fold, type Snapshot } from '../contract/snapshot.ts'
import type { Settings } from './config.ts'
import { eventsOfEnd } from './engine-end.ts'
import type { EngineReply, EngineRequest, EngineStart } from './engine-protocol.ts'
import type { ExportingClient } from './exporting-client.ts'

/** The engine's thread, seen from outside. */
export interface Engine extends ExportingClient {
  /** Lets the current run finish cleanly, stops what was started and ends the thread. Can be called twice. */
  readonly close: () => Promise<void>
}

/**
 * Most objects of a run are short-lived: a limit on the young generation keeps the process small and costs no
 * speed. It has three semi-spaces: this matches the command line's `--max-semi-space-size=16`.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 48 }

interface Thread {
  readonly ask: <T>(request: (id: number) => EngineRequest) => Promise<Result<T>>
  readonly post: (request: EngineRequest) => void
  readonly hasEnded: () => boolean
  readonly exited: Promise<void>
}

/**
 * Starts the engine and returns at once; progress of connecting arrives as events. A thread that dies is reported as a failed
 * connection, and as the failed end of a current run; reconnecting then starts a new thread. Frames are
 * numbered here, through all threads.
 *
 * @param enginePath the built `engine-thread.js`; `queue-thread.js` is beside it
 */
export const openEngine = (enginePath: URL, settings: Settings): Engine => {
  const start: EngineStart = { settings, queueThread: new URL('./queue-thread.js', enginePath).href }
  const listeners = new Set<(frame: Frame) => void>()
  let snapshot: Snapshot = emptySnapshot
  let closing: Promise<void> | null = null

  const tell = (events: readonly MonitorEvent[]): void => {
    const frame = { seq: snapshot.seq + 1, events }
    snapshot = { ...events.reduce(fold, snapshot), seq: frame.seq }
    for (const listener of listeners) {
      try {
        listener(frame)
      } catch {
        // A listener may be gone; the others and the work continue.
      }
    }
  }

  const onExit = (fault: string): void => {
    if (closing !== null) return
    const cause = failure('engine-ended', { code: fault })
    tell(eventsOfEnd(snapshot, cause, Date.now()))
  }

  let thread = startThread(new Worker(enginePath, { workerData: start, resourceLimits }), tell, onExit)

  const again = (): void => {
    tell([{ type: 'connecting' }])
    thread = startThread(new Worker(enginePath, { workerData: start, resourceLimits }), tell, onExit)
  }

  return {
    send: async (name, input) => {
      if ((name === 'reconnect' || name === 'tryNow') && thread.hasEnded() && closing === null) {
        again()
        return ok(null as never)
      }
      // The last state of a thread that is gone is still the last known state.
      if (name === 'getSnapshot' && thread.hasEnded()) return ok(snapshot as never)
      const result = await thread.ask<never>((id) => ({ type: 'command', id, name, input }))
      // The thread sends what is due before it answers, so this includes everything up to the answer.
      return name === 'getSnapshot' && result.ok ? ok(snapshot as never) : result
    },
    exportTo: (request, path) => thread.ask((id) => ({ type: 'export', id, request, path })),
    listen: (onFrame) => {
      listeners.add(onFrame)
      return () => listeners.delete(onFrame)
    },
    close: () => {
      closing ??= (async () => {
        if (!thread.hasEnded()) thread.post({ type: 'close' })
        await thread.exited
      })()
      return closing
    },
  }
}

/** @param onExit receives the name of the error that ended the thread, or `exit` if there was none */
const startThread = (
  worker: Worker,
  onEvents: (events: readonly MonitorEvent[]) => void,
  onExit: (fault: string) => void,
): Thread => {
  const waiting = new Map<number, (result: Result<never>) => void>()
  let nextId = 1
  let ended = false
  let fault = 'exit'

  worker.on('message', (message: EngineReply) => {
    if (message.type === 'frame') return onEvents(message.frame.events)
    waiting.get(message.id)?.(message.result as Result<never>)
    waiting.delete(message.id)
  })
  worker.on('error', (error: unknown) => {
    fault = error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'error'
  })
  const gone = () => failed<never>(failure('engine-ended', { code: fault }))
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      ended = true
      for (const answer of waiting.values()) answer(gone())
      waiting.clear()
      onExit(fault)
      resolve()
    })
  })
  const post = (request: EngineRequest): void => worker.postMessage(request)

  return {
    ask: (request) =>
      new Promise((resolve) => {
        if (ended) return resolve(gone())
        const id = nextId
        nextId += 1
        waiting.set(id, resolve)
        post(request(id))
      }),
    post,
    hasEnded: () => ended,
    exited,
  }
}
