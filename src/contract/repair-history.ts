import type { Reason } from './reason.ts'
import type { RejectedState } from './rejected.ts'

/**
 * A version's fate. `sent` is on its way; if its run is over, the run was cut off first. `already-loaded` means that
 * another message or version was loaded meanwhile. `taken-back` was never sent.
 */
export type VersionOutcome =
  'sent' | 'loaded' | 'already-loaded' | 'rejected-again' | 'discarded' | 'taken-back'

/** A version of a rejected message, without its text. */
export interface MessageVersion {
  /** From 1 on; 0 is the message as it came. */
  readonly version: number
  /** The version that it was made from. */
  readonly base: number
  /** The name of the rule that made it; null if a person did. */
  readonly rule: string | null
  readonly madeBy: string | null
  /** Who took it back; null if nobody did. */
  readonly takenBy: string | null
  /** ISO 8601, UTC. */
  readonly madeAt: string
  /** How often it went through the pipeline. */
  readonly sends: number
  /** Null if it was not sent yet. */
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
  /** ISO 8601, UTC. When the queue accepted it; null if the call was cut off. */
  readonly sentAt: string | null
  /** `withdrawn` if the queue refused it. */
  readonly outcome: VersionOutcome | 'withdrawn'
  readonly outcomeAt: string | null
}

/** A rejected message's history, from how it came to what it is now. */
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

/** A version's fate in words. */
export const outcomeWords: Readonly<Record<VersionOutcome | 'unsent', string>> = {
  unsent: 'not sent yet',
  sent: 'sent; nothing is known of it yet',
  loaded: 'loaded',
  'already-loaded': 'already loaded meanwhile',
  'rejected-again': 'rejected again',
  discarded: 'discarded meanwhile',
  'taken-back': 'taken back',
}

/** The fate of a version that was just sent, as a sentence without a full stop. */
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
