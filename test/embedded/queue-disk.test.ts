import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { groupWrites, type Persistence } from '../../src/embedded/queue-disk.ts'
import { createTestFolder } from '../support/folders.ts'

/** A disk with one table of messages one to three, and what another process sees of it. */
const openDisk = async () => {
  const path = join(await createTestFolder(), 'disk.db')
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = wal')
  db.exec(
    'create table limits (most int primary key); insert into limits values (1), (2), (3);' +
      'create table messages (id int references limits deferrable initially deferred)',
  )
  const other = new DatabaseSync(path)
  onTestFinished(() => {
    db.close()
    other.close()
  })
  const insert = db.prepare('insert into messages values (?)')
  const none = () => undefined
  const disk = {
    db,
    insertQueue: none,
    deleteQueue: none,
    updateQueueAttributes: none,
    updateQueueSequenceCounter: none,
    insertMessage: (id: number) => void insert.run(id),
    deleteMessage: none,
    updateMessageInflight: none,
    updateMessageReady: none,
    deleteQueueMessages: none,
    loadSqsAndSns: none,
    close: none,
  } satisfies Persistence
  const seen = () =>
    other
      .prepare('select id from messages order by id')
      .all()
      .map(({ id }) => id)
  return { disk, seen, ...groupWrites(disk) }
}

describe('the writes of the built-in queue', () => {
  it('are one transaction a turn, which is on the disk before anything is answered', async () => {
    const { disk, seen, written } = await openDisk()
    disk.insertMessage(1)
    disk.insertMessage(2)
    expect(seen()).toEqual([])
    await written()
    expect(seen()).toEqual([1, 2])
    disk.insertMessage(3)
    await written()
    expect(seen()).toEqual([1, 2, 3])
  })

  it('are confirmed only once they are stored, and a failure does not hold up what follows', async () => {
    const { disk, seen, written } = await openDisk()
    // A missing key is noticed when the transaction ends.
    disk.insertMessage(7)
    await expect(written()).rejects.toThrow('FOREIGN KEY constraint failed')
    expect(seen()).toEqual([])
    disk.insertMessage(3)
    await written()
    expect(seen()).toEqual([3])
  })

  it('wait for nothing if nothing was written', async () => {
    const { written } = await openDisk()
    await expect(written()).resolves.toBeUndefined()
  })
})
