import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadKeyRing, loadSecret } from '../../src/app/key-ring.ts'
import { createTestFolder } from '../support/folders.ts'
import { testSettings } from '../support/settings.ts'

describe('the key ring', () => {
  it('creates two different keys once, and says where they are stored', async () => {
    const dataFolder = await createTestFolder()
    const settings = { ...testSettings(dataFolder), keys: { mask: null, seal: null } }
    const first = loadKeyRing(settings)
    expect(first.mask.bytes).toHaveLength(32)
    expect(first.seal.bytes).toHaveLength(32)
    expect(first.seal.bytes).not.toEqual(first.mask.bytes)
    expect(first.notices).toEqual([
      expect.stringContaining(join(dataFolder, 'keys', 'mask.key')),
      expect.stringContaining(join(dataFolder, 'keys', 'seal.key')),
    ])
    expect(first.mask.origin).toBe(join(dataFolder, 'keys', 'mask.key'))
    const second = loadKeyRing(settings)
    expect(second).toEqual({ ...first, notices: [] })
    for (const notice of first.notices)
      expect(notice).not.toContain((await readFile(first.mask.origin, 'utf8')).trim())
  })

  it('B31 makes them readable by the user alone', async () => {
    const dataFolder = await createTestFolder()
    loadKeyRing({ ...testSettings(dataFolder), keys: { mask: null, seal: null } })
    const folder = join(dataFolder, 'keys')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    for (const name of await readdir(folder))
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  })

  it('uses keys that were given and stores none of them', async () => {
    const dataFolder = join(await createTestFolder(), 'never-made')
    const settings = testSettings(dataFolder)
    const ring = loadKeyRing(settings)
    expect(ring.mask).toEqual({ bytes: settings.keys.mask, origin: 'the environment' })
    expect(ring.notices).toEqual([])
    await expect(stat(dataFolder)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('refuses a damaged stored key, instead of creating another', async () => {
    const dataFolder = await createTestFolder()
    const path = join(dataFolder, 'keys', 'mask.key')
    await mkdir(join(dataFolder, 'keys'), { mode: 0o700 })
    for (const text of ['', 'secret-but-short', 'not base64!'.repeat(4)]) {
      await writeFile(path, text, { mode: 0o600 })
      expect(() => loadKeyRing({ ...testSettings(dataFolder), keys: { mask: null, seal: null } })).toThrow(
        expect.objectContaining({ failure: { code: 'key-unusable', details: { purpose: 'mask', path } } }),
      )
      expect(await readFile(path, 'utf8')).toBe(text)
    }
  })
})

describe('a secret of the data folder', () => {
  it('is created once and stays', async () => {
    const dataFolder = await createTestFolder()
    const secret = loadSecret(dataFolder, 'queue.secret')
    expect(Buffer.from(secret, 'base64')).toHaveLength(32)
    expect(loadSecret(dataFolder, 'queue.secret')).toBe(secret)
    expect(loadSecret(dataFolder, 'database.secret')).not.toBe(secret)
  })
})
