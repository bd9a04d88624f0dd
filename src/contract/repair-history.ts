import type { Reason } from './reason.ts'
import type { RejectedState } from './rejected.ts'

/**
 * What became of a version. `sent` is on its way; where its run is over, that was cut off before anything became of it.
 * `already-loaded` is loaded by another message, or by another version, meanwhile. `taken-back` was never sent.
 */
export type VersionOutcome =
  'sent' | 'loaded' | 'already-loaded' | 'rejected-again' | 'discarded' | 'taken-back'

/** What was made of a rejected message, without its text. */
export interface MessageVersion {
  /** From 1 on; 0 is the message as it came. */
  readonly version: number
  /** The version that it was made of. */
  readonly base: number
  /** The name of the rule that made it; null where a person did. */
  readonly rule: string | null
  readonly madeBy: string | null
  /** Who took it back; null where nobody did. */
  readonly takenBy: string | null
  /** ISO 8601, UTC. */
  readonly madeAt: string
  /** How often it went through the pipeline. */
  readonly sends: number
  /** Null where it was not sent yet. */
  readonly outcome: VersionOutcome | null
  readonly outcomeAt: string | null
  readonly runId: string | null
  /** Why it was rejected again. */
  readonly reasons: readonly Reason[]
}

/** A version that was sent back to a queue. */
export interface ReturnedVersion {
  /** 0 is the message as it came. */
  readonly version: number
  readonly queue: string
  readonly madeBy: string | null
  /** ISO 8601, UTC. When the queue took it; null where that was cut off before anybody knew. */
  readonly sentAt: string | null
  /** `withdrawn` where the queue refused it. */
  readonly outcome: VersionOutcome | 'withdrawn'
  readonly outcomeAt: string | null
}

/** A rejected message from how it came to what it is now. */
export interface RepairHistory {
  readonly id: string
  readonly messageId: string
  readonly rejectedAt: string
  readonly reasons: readonly Reason[]
  readonly state: RejectedState
  readonly stateAt: string | null
  readonly rowId: string | null
  readonly versions: readonly MessageVersion[]
  /** What was sent back to queues, oldest first. */
  readonly returns: readonly ReturnedVersion[]
}

/** What became of a version, in words. */
export const outcomeWords: Readonly<Record<VersionOutcome | 'unsent', string>> = {
  unsent: 'not sent yet',
  sent: 'sent; nothing is known of it yet',
  loaded: 'loaded',
  'already-loaded': 'already loaded meanwhile',
  'rejected-again': 'rejected again',
  discarded: 'discarded meanwhile',
  'taken-back': 'taken back',
}

/** What became of a version that was just sent, as a sentence without a full stop. */
export const sentWords = (outcome: VersionOutcome | null, rowId: string | null): string => {
  switch (outcome) {
    case 'loaded':
      return rowId === null ? 'Loaded' : `Loaded as row ${rowId}`
    case 'already-loaded':
      return 'Already loaded: its event had become a row before'
    case 'rejected-again':
      return 'Rejected again'
    case 'discarded':
      return 'Not loaded: somebody discarded the message meanwhile'
    case 'taken-back':
      return 'Not sent: it was taken back'
    case 'sent':
      return 'Sent; what became of it is not known yet'
    case null:
      return 'Not sent: it was stopped before'
  }
}
