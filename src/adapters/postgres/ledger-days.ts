/**
 * The shortest time that the ledger must remember, in days: a message can stay 14 days in the queue and 14 more in
 * its dead-letter queue (the most that SQS keeps), and come back after that.
 */
export const leastLedgerDays = 28
