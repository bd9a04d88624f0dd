import type { DeadLetterPolicy } from '../contract/events.ts'

/** What is worth knowing about a queue that gives a message up after one receive, in sentences. */
export const deadLetterNotices = (policy: DeadLetterPolicy | null): readonly string[] =>
  policy?.maxReceiveCount === 1
    ? [
        `The queue moves a message to ${policy.name} after a single receive, so whatever a run has not settled when it is stopped ends there. Sluice takes fewer messages at a time; set maxReceiveCount to 3 or more to be safe.`,
      ]
    : []
