import type { StageView } from '../../contract/rules.ts'

/**
 * Sends a few and then ten times as many: 1, 10, 100, …. So a wrong rule costs no more than in proportion to what
 * went well before.
 */
export interface Stages {
  /** How many may be sent before the next look; at least one. */
  readonly room: () => number
  /** Notes what became of some. */
  readonly note: (sent: number, failed: number) => void
  /** The stage of which too many were rejected again; null if there is none. */
  readonly stopped: () => StageEnd | null
  /** The state of each stage that has begun, in order. */
  readonly begun: () => readonly StageView[]
}

export interface StageEnd {
  /** From 1 on. */
  readonly stage: number
  readonly sent: number
  readonly failed: number
}

/** @param mostFailures the share of a stage that may be rejected again, in percent */
export const createStages = (mostFailures: number): Stages => {
  let stage = 1
  let size = 1
  let sent = 0
  let failed = 0
  let end: StageEnd | null = null
  const done: StageView[] = []
  const isTooMuch = (of: number): boolean => failed * 100 > mostFailures * of
  return {
    room: () => size - sent,
    note: (more, moreFailed) => {
      sent += more
      failed += moreFailed
      // It is already too much for a whole stage, or for one that is finished.
      if (isTooMuch(size)) end = { stage, sent, failed }
      else if (sent >= size) {
        done.push({ stage, size, sent, failed })
        stage += 1
        size *= 10
        sent = 0
        failed = 0
      }
    },
    stopped: () => end,
    begun: () => (sent === 0 ? [...done] : [...done, { stage, size, sent, failed }]),
  }
}
