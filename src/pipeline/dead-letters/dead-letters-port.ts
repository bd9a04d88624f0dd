import type { DeadLetter } from '../ports.ts'

/** Where a message that was kept here came from. */
export interface DeadLetterNote extends DeadLetter {
  readonly messageId: string
}

/** What is kept of dead letters beside the rejected messages that they become. Calls throw `PortError`. */
export interface DeadLettersPort {
  /** Notes of messages that are kept by now, how they came to the dead-letter queue. Told twice, it notes it once. */
  note(queue: string, notes: readonly DeadLetterNote[]): Promise<void>
}
