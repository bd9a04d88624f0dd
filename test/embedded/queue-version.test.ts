import { execFileSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { startQueueThread } from '../../src/embedded/queue-host.ts'
import { startLocalQueue } from '../../src/embedded/local-queue.ts'
import { refuseNewerQueue } from '../../src/embedded/queue-version.ts'
import { createTestFolder } from '../support/folders.ts'

describe('a queue in a data folder of two versions', () => {
  it('that a newer Sluice made is refused, and no byte of it changed', async () => {
    const folder = await createTestFolder()
    const path = join(folder, 'fauxqs.db')
    await (await startLocalQueue({ folder, accessKeyId: 'k' })).close()
    const db = new DatabaseSync(path)
    db.exec('pragma user_version = 1')
    db.close()
    const before = await readFile(path)
    const names = await readdir(folder)
    const thread = new URL('file:///never-started.js')
    await expect(startQueueThread(thread, { folder, accessKeyId: 'k' })).rejects.toMatchObject({
      failure: { code: 'queue-files-newer', details: { path } },
    })
    expect(await readFile(path)).toEqual(before)
    expect(await readdir(folder)).toEqual(names)
  })

  it('that this version made is not, nor if there is none, or a file that is not SQLite’s', async () => {
    const folder = await createTestFolder()
    refuseNewerQueue(folder)
    await (await startLocalQueue({ folder, accessKeyId: 'k' })).close()
    refuseNewerQueue(folder)
    for (const text of ['', 'x'.repeat(50), 'x'.repeat(500)]) {
      await writeFile(join(folder, 'fauxqs.db'), text)
      refuseNewerQueue(folder)
    }
  })

  it.skipIf(process.platform === 'win32')('does not block if a FIFO is in its place', async () => {
    const folder = await createTestFolder()
    execFileSync('mkfifo', [join(folder, 'fauxqs.db')])
    refuseNewerQueue(folder)
  })
})
