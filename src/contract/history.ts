import { z } from 'zod'

export const historyInputs = {
  /** How full the queue was and what became of messages, up to now, in steps of equal length. */
  getHistory: z.strictObject({
    /** How far back, in minutes: at most what is kept. */
    minutes: z.int().min(1).max(43_200),
    /** In how many steps. */
    steps: z.int().min(2).max(500).default(240),
  }),
} as const

/** One step of the history. Depths are the highest that were seen in it; null if nobody looked. */
export interface HistoryStep {
  /** When it ends, in milliseconds since 1970. */
  readonly at: number
  readonly visible: number | null
  readonly inFlight: number | null
  readonly delayed: number | null
  readonly deadLetters: number | null
  /** Messages that came to their end in it. */
  readonly loaded: number
  readonly duplicates: number
  readonly rejected: number
  /** Messages a second at its quickest. */
  readonly most: { readonly loaded: number; readonly duplicates: number; readonly rejected: number }
}

/** A run over the queue. Times are milliseconds since 1970. */
export interface PastRun {
  readonly runId: string
  readonly from: number
  /** When it ended, or its last commit if the end was never recorded. */
  readonly to: number
}

/** Time in which nothing could or should be done: a person had paused a run, or queue or database were away. */
export interface PastStretch {
  readonly kind: 'pause' | 'outage'
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

export interface History {
  /** The length of a step, in seconds. */
  readonly stepSeconds: number
  /** Oldest first. */
  readonly steps: readonly HistoryStep[]
  /** Those that ran in these steps, newest first, and no more than can be drawn. */
  readonly runs: readonly PastRun[]
  /** Pauses and outages in these steps, newest first, and no more than can be drawn. */
  readonly stretches: readonly PastStretch[]
}

export interface HistoryOutputs {
  readonly getHistory: History
}
