import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeWhole } from '../../../src/app/export/write-whole.ts'
import { createTestFolder } from '../../support/folders.ts'

async function* pieces(...all: readonly (string | Uint8Array)[]) {
  yield* all
}

async function* breaksOff() {
  yield 'half of '
  throw new Error('The other half is lost')
}

describe('a file that is written whole', () => {
  it('holds all pieces in their order, and says its name and its length in bytes', async () => {
    const path = join(await createTestFolder(), 'rows.csv')
    const written = await writeWhole(path, pieces('é,', new Uint8Array([66, 67]), '\n'))
    expect(await readFile(path, 'utf8')).toBe('é,BC\n')
    expect(written).toEqual({ name: 'rows.csv', bytes: 6 })
  })

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    const path = join(await createTestFolder(), 'rows.csv')
    await writeWhole(path, pieces('a'))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('is not there under its name before the last piece is', async () => {
    const folder = await createTestFolder()
    const seen: (readonly string[])[] = []
    async function* looking() {
      yield 'a'
      seen.push(await readdir(folder))
      yield 'b'
    }
    await writeWhole(join(folder, 'rows.csv'), looking())
    expect(seen).toEqual([[expect.stringMatching(/^\.sluice-.*\.part$/)]])
    expect(await readdir(folder)).toEqual(['rows.csv'])
  })

  it('is not there at all when a piece fails, and nothing lies beside it', async () => {
    const folder = await createTestFolder()
    await expect(writeWhole(join(folder, 'rows.csv'), breaksOff())).rejects.toThrow('The other half')
    expect(await readdir(folder)).toEqual([])
  })

  it('leaves the file that was there before until it can take its place', async () => {
    const folder = await createTestFolder()
    const path = join(folder, 'rows.csv')
    await writeFile(path, 'from yesterday')
    await expect(writeWhole(path, breaksOff())).rejects.toThrow()
    expect(await readFile(path, 'utf8')).toBe('from yesterday')
    await writeWhole(path, pieces('of today'))
    expect(await readFile(path, 'utf8')).toBe('of today')
    expect(await readdir(folder)).toEqual(['rows.csv'])
  })

  it('fails by name and code, without a path, where the folder is not there', async () => {
    const path = join(await createTestFolder(), 'nowhere', 'rows.csv')
    await expect(writeWhole(path, pieces('a'))).rejects.toMatchObject({
      failure: { code: 'export-failed', details: { name: 'rows.csv', code: 'ENOENT' } },
    })
  })

  it('replaces no folder', async () => {
    const path = join(await createTestFolder(), 'rows.csv')
    await mkdir(path)
    await expect(writeWhole(path, pieces('a'))).rejects.toMatchObject({
      failure: { code: 'export-target-unfit', details: { name: 'rows.csv' } },
    })
  })

  it.skipIf(process.platform === 'win32')('replaces no device, and follows a link to a file', async () => {
    await expect(writeWhole('/dev/null', pieces('a'))).rejects.toMatchObject({
      failure: { code: 'export-target-unfit' },
    })
    const folder = await createTestFolder()
    await writeFile(join(folder, 'real.csv'), 'old')
    await symlink(join(folder, 'real.csv'), join(folder, 'link.csv'))
    await writeWhole(join(folder, 'link.csv'), pieces('new'))
    expect(await readFile(join(folder, 'real.csv'), 'utf8')).toBe('new')
  })
})
