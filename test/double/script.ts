import type { Answer } from './actions.ts'
import type { QueueDepth } from './queue-state.ts'

/** An answer in place of the right one. */
export interface ScriptedFailure {
  /** Which action fails; null for any. */
  readonly action: string | null
  readonly status: number
  /** The error's name as SQS gives it; null for a page of HTML, as from a gateway in front of the service. */
  readonly code: string | null
  /** How many calls fail. */
  times: number
}

/** Changes an answer in JSON before it is sent: for what a service may say and SQS would not. */
export type Rewrite = (kind: Answer['kind'], document: object) => unknown

/** A service that handles one call at a time, and takes longer the more messages it holds. */
export interface Slowness {
  /** For each call, in milliseconds. */
  readonly callMs: number
  /** For each message that it holds, in milliseconds. */
  readonly messageMs: number
}

/** How the double deviates from SQS. All of it can be changed while requests come. */
export interface Script {
  /** Before every answer, in milliseconds. */
  latencyMs: number
  readonly failures: ScriptedFailure[]
  /** In each of this many delete batches, `entries` entries are refused although the call succeeds. */
  readonly deleteFailures: { batches: number; entries: number; senderFault: boolean }
  /** How many receives return nothing, whatever the queue holds. */
  emptyReceives: number
  /** The depth that the queue reports instead of the true one. */
  depth: QueueDepth | null
  /** Attributes that the queue reports instead of the true ones, or besides them. */
  queueAttributes: Readonly<Record<string, unknown>>
  rewrite: Rewrite | null
  slowness: Slowness | null
  /** Requests are taken and never answered. */
  swallows: boolean
  /** Requests signed more than five minutes away from this machine's time are refused. */
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
