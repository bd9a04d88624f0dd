import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** What fauxqs writes its queues and messages with. */
export interface Persistence extends Record<(typeof writes)[number], (...values: never[]) => void> {
  readonly db: DatabaseSync
  loadSqsAndSns(sqs: object, sns: object): void
  close(): void
}

/** All that a request for a queue may write. */
const writes = [
  'insertQueue',
  'deleteQueue',
  'updateQueueAttributes',
  'updateQueueSequenceCounter',
  'insertMessage',
  'deleteMessage',
  'updateMessageInflight',
  'updateMessageReady',
  'deleteQueueMessages',
] as const

/**
 * fauxqs 2.4.1 forgets the number of receives where a message becomes visible before its time, in a column that may not be
 * null: the message would be gone until the next start.
 */
export const mendRelease = (persistence: Persistence): void => {
  const release = persistence.db.prepare(
    'update sqs_messages set receipt_handle = null, visibility_deadline = null where message_id = ?',
  )
  persistence.updateMessageReady = (messageId: string) => {
    release.run(messageId)
  }
}

/**
 * Makes all writes of one turn of the event loop one transaction: fauxqs on its own waits for the disk once a message, ten
 * times in a receive of ten. Answers what to await before a request is answered: it resolves when all that was written until
 * then is on the disk, and rejects when it could not be kept.
 */
export const groupWrites = (persistence: Persistence): { readonly written: () => Promise<void> } => {
  const { db } = persistence
  let open: Promise<void> | null = null

  const commit = (): void => {
    open = null
    try {
      db.exec('commit')
    } catch (error) {
      // SQLite has ended the transaction itself where the disk is full.
      if (db.isTransaction) db.exec('rollback')
      throw error
    }
  }
  const begin = (): void => {
    if (open !== null) return
    db.exec('begin immediate')
    open = nextTurn().then(commit)
    // Whoever waits is told; what a timer wrote has nobody who does, and is found again as it was before.
    open.catch(() => undefined)
  }
  for (const name of writes) {
    const write = persistence[name].bind(persistence)
    persistence[name] = (...values) => {
      begin()
      write(...values)
    }
  }
  return { written: async () => open ?? undefined }
}
