import type { DeadLetter } from '../ports.ts'

/** The source of a message that was kept here. */
export interface DeadLetterNote extends DeadLetter {
  readonly messageId: string
}

/** What is stored about dead letters besides the rejected messages that they become. Calls throw `PortError`. */
export interface DeadLettersPort {
  /** Records how messages that are already kept came to the dead-letter queue. Idempotent. */
  note(queue: string, notes: readonly DeadLetterNote[]): Promise<void>
}
