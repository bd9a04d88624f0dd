import type { Answer } from './actions.ts'
import type { QueueDepth } from './queue-state.ts'

/** An answer that the double gives in place of the right one. */
export interface ScriptedFailure {
  /** Which action fails; null for any. */
  readonly action: string | null
  readonly status: number
  /** The error's name as SQS gives it; null for a page of HTML, as a gateway before the service gives. */
  readonly code: string | null
  /** How many calls fail. */
  times: number
}

/** Changes an answer in JSON before it is sent: what a service may say that SQS would not. */
export type Rewrite = (kind: Answer['kind'], document: object) => unknown

/** A service that carries out one call after another, and takes longer the more messages it holds. */
export interface Slowness {
  /** For each call, in milliseconds. */
  readonly callMs: number
  /** For each message that it holds, in milliseconds. */
  readonly messageMs: number
}

/** What the double does besides what SQS does. All of it may be changed while requests come. */
export interface Script {
  /** Before every answer, in milliseconds. */
  latencyMs: number
  readonly failures: ScriptedFailure[]
  /** Of each of so many delete batches, `entries` entries are refused though the call succeeds. */
  readonly deleteFailures: { batches: number; entries: number; senderFault: boolean }
  /** How many receives are answered with nothing, whatever the queue holds. */
  emptyReceives: number
  /** What the queue says of itself instead of the truth. */
  depth: QueueDepth | null
  /** Attributes of the queue that it gives in place of the true ones, or besides them. */
  queueAttributes: Readonly<Record<string, unknown>>
  rewrite: Rewrite | null
  slowness: Slowness | null
  /** Requests are taken and never answered. */
  swallows: boolean
  /** Requests whose signature was made more than five minutes away from this machine's time are refused. */
  checksClock: boolean
}

export const createScript = (): Script => ({
  latencyMs: 0,
  failures: [],
  deleteFailures: { batches: 0, entries: 0, senderFault: false },
  emptyReceives: 0,
  depth: null,
  queueAttributes: {},
  rewrite: null,
  slowness: null,
  swallows: false,
  checksClock: false,
})

export const takeFailure = (script: Script, action: string): ScriptedFailure | null => {
  const failure = script.failures.find(
    (one) => one.times > 0 && (one.action === null || one.action === action),
  )
  if (failure === undefined) return null
  failure.times -= 1
  return failure
}
