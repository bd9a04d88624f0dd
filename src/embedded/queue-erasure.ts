import type { Persistence } from './queue-disk.ts'

/** What takes a message's text from the tables. */
const removals = ['deleteMessage', 'deleteQueueMessages', 'deleteQueue'] as const

/** How long a deleted message may still stand in the log of changes, in milliseconds. Emptying the log costs two waits for the disk. */
const delay = 250

/** Says that the file was rewritten by a version that overwrites what it deletes; any number will do. */
const overwritten = 0x51c1

/**
 * Has SQLite overwrite what is deleted, so that a message that was drained is nowhere in the queue's files: not in freed pages
 * (`secure_delete`), and shortly afterwards not in the write-ahead log. A file of a former version is rewritten once, without
 * what it still holds of deleted messages.
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
    // In the midst of a turn's writes there is nothing to be had; they end within it.
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
