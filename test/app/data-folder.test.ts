import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockDataFolder, makeDataFolder } from '../../src/app/data-folder.ts'
import { createTestFolder } from '../support/folders.ts'
import { startHolder } from '../support/holder.ts'

describe('the data folder', () => {
  it('B31 is created for the user alone: others can at most pass through it', async () => {
    const folder = join(await createTestFolder(), 'deep', 'sluice')
    makeDataFolder(folder)
    expect((await stat(folder)).mode & 0o066).toBe(0)
    makeDataFolder(folder)
  })

  it('that is a file cannot be used, and the failure names it', async () => {
    const path = join(await createTestFolder(), 'file')
    await writeFile(path, '')
    expect(() => makeDataFolder(path)).toThrow(
      expect.objectContaining({
        failure: { code: 'data-folder-unusable', details: { path, code: 'EEXIST' } },
      }),
    )
  })
})

describe('a data folder that cannot be created', () => {
  it.skipIf(process.platform !== 'linux')(
    'is told of at once, even where the system calls it missing',
    () => {
      const path = '/proc/sluice/data'
      expect(() => makeDataFolder(path)).toThrow(
        expect.objectContaining({
          failure: { code: 'data-folder-unusable', details: { path, code: 'ENOENT' } },
        }),
      )
    },
  )
})

describe('the lock of the data folder', () => {
  it('keeps a second copy out, names the first, and ends when it is released', async () => {
    const folder = await createTestFolder()
    const release = lockDataFolder(folder)
    expect(() => lockDataFolder(folder)).toThrow(
      expect.objectContaining({
        failure: { code: 'data-folder-busy', details: { path: folder, owner: String(process.pid) } },
      }),
    )
    release()
    lockDataFolder(folder)()
    expect(await readdir(folder)).not.toContain('owner')
  })

  it('keeps another process out, and ends when that process is killed', async () => {
    const folder = await createTestFolder()
    const other = await startHolder(folder, 'lock')
    expect(() => lockDataFolder(folder)).toThrow(
      expect.objectContaining({
        failure: { code: 'data-folder-busy', details: { path: folder, owner: String(other.pid) } },
      }),
    )
    await other.kill()
    lockDataFolder(folder)()
  })

  it('is not affected by a refused copy: the first stays locked after any number of tries', async () => {
    const folder = await createTestFolder()
    const release = lockDataFolder(folder)
    for (let time = 0; time < 5; time += 1) expect(() => lockDataFolder(folder)).toThrow()
    const other = startHolder(folder, 'lock').catch(() => 'refused')
    expect(await other).toBe('refused')
    release()
  })

  it('that cannot be taken is reported as unusable, not as another copy', async () => {
    const folder = await createTestFolder()
    await mkdir(join(folder, 'lock.sqlite'))
    await chmod(folder, 0o700)
    expect(() => lockDataFolder(folder)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'data-folder-unusable' }) }),
    )
  })
})
