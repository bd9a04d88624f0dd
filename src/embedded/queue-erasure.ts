import type { Persistence } from './queue-disk.ts'

/** The call that removes a message's text from the tables. */
const removals = ['deleteMessage', 'deleteQueueMessages', 'deleteQueue'] as const

/**
 * How long a deleted message can still be in the write-ahead log, in milliseconds. Emptying the log costs two waits
 * for the disk.
 */
const delay = 250

/** Marks a file that was rewritten by a version that overwrites what it deletes; an arbitrary number. */
const overwritten = 0x51c1

/**
 * Makes SQLite overwrite what is deleted, so that a drained message is nowhere in the queue's files: not in freed
 * pages (`secure_delete`), and shortly afterwards not in the write-ahead log. An earlier version's file is rewritten
 * once, without the remains of deleted messages.
 */
export const eraseDeleted = (persistence: Persistence, wait = delay): void => {
  const { db } = persistence
  db.exec('pragma secure_delete = on')
  if (db.prepare('pragma application_id').get()?.application_id !== overwritten) {
    db.exec(`vacuum; pragma application_id = ${overwritten}; pragma wal_checkpoint(truncate)`)
  }
  let timer: NodeJS.Timeout | null = null
  const emptyLog = (): void => {
    timer = null
    // The log is busy during a turn's writes, which end within that turn.
    if (db.isTransaction) return schedule()
    db.exec('pragma wal_checkpoint(truncate)')
  }
  const schedule = (): void => {
    timer ??= setTimeout(emptyLog, wait).unref()
  }
  for (const name of removals) {
    const remove = persistence[name].bind(persistence)
    persistence[name] = (...values) => {
      remove(...values)
      schedule()
    }
  }
  const close = persistence.close.bind(persistence)
  persistence.close = () => {
    if (timer !== null) clearTimeout(timer)
    close()
  }
}
