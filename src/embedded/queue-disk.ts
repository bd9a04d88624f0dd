import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** fauxqs's writer of queues and messages. */
export interface Persistence extends Record<(typeof writes)[number], (...values: never[]) => void> {
  readonly db: DatabaseSync
  loadSqsAndSns(sqs: object, sns: object): void
  close(): void
}

/** Everything that a request for a queue can write. */
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
 * fauxqs 2.4.1 loses the number of receives if a message becomes visible early, in a column that cannot be null: the
 * message would be gone until the next start.
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
 * Makes all writes of one turn of the event loop one transaction: fauxqs itself waits for the disk once per message,
 * ten times in a receive of ten. Returns what to await before answering a request: it resolves when everything
 * written until then is on the disk, and rejects if that failed.
 */
export const groupWrites = (persistence: Persistence): { readonly written: () => Promise<void> } => {
  const { db } = persistence
  let open: Promise<void> | null = null

  const commit = (): void => {
    open = null
    try {
      db.exec('commit')
    } catch (error) {
      // SQLite itself ends the transaction if the disk is full.
      if (db.isTransaction) db.exec('rollback')
      throw error
    }
  }
  const begin = (): void => {
    if (open !== null) return
    db.exec('begin immediate')
    open = nextTurn().then(commit)
    // Waiting requests get the error; nobody waits for a timer's writes, whose old state is read again.
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
