import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { writeWhole } from '../../../src/app/export/write-whole.ts'
import { createTestFolder } from '../../support/folders.ts'
import { mountSmallDisk } from '../../support/small-disk.ts'

async function* pieces(...all: readonly (string | Uint8Array)[]) {
  yield* all
}

async function* breaksOff() {
  yield 'half of '
  throw new Error('The other half is lost')
}

describe('a file that is written whole', () => {
  it('contains all pieces in order, and reports its name and its length in bytes', async () => {
    const path = join(await createTestFolder(), 'rows.csv')
    const written = await writeWhole(path, pieces('é,', new Uint8Array([66, 67]), '\n'))
    expect(await readFile(path, 'utf8')).toBe('é,BC\n')
    expect(written).toEqual({ name: 'rows.csv', bytes: 6 })
  })

  it.skipIf(process.platform === 'win32')('is readable by its owner alone', async () => {
    const path = join(await createTestFolder(), 'rows.csv')
    await writeWhole(path, pieces('a'))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('does not appear under its name before the last piece is written', async () => {
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

  it('does not appear at all when a piece fails, and leaves nothing beside it', async () => {
    const folder = await createTestFolder()
    await expect(writeWhole(join(folder, 'rows.csv'), breaksOff())).rejects.toThrow('The other half')
    expect(await readdir(folder)).toEqual([])
  })

  it('leaves the former file in place until it can replace it', async () => {
    const folder = await createTestFolder()
    const path = join(folder, 'rows.csv')
    await writeFile(path, 'from yesterday')
    await expect(writeWhole(path, breaksOff())).rejects.toThrow()
    expect(await readFile(path, 'utf8')).toBe('from yesterday')
    await writeWhole(path, pieces('of today'))
    expect(await readFile(path, 'utf8')).toBe('of today')
    expect(await readdir(folder)).toEqual(['rows.csv'])
  })

  it('fails by name and code, without a path, if the folder does not exist', async () => {
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

  describe.skipIf(process.platform === 'win32')(
    'where its folder may not be written (FIRST-START 20)',
    () => {
      const nobody = 65_534
      const isRoot = process.geteuid?.() === 0
      const module = pathToFileURL(join(import.meta.dirname, '../../../src/app/export/write-whole.ts')).href
      const script = `import { writeWhole } from '${module}'
      const [path, how] = process.argv.slice(1)
      async function* pieces() {
        yield 'half, '
        if (how === 'large') yield 'x'.repeat(200_000)
        if (how === 'breaks') throw new Error('The other half is lost')
        yield 'and half'
      }
      await writeWhole(path, pieces()).then(
        (written) => console.log(JSON.stringify(written)),
        ({ failure, message }) => console.log(JSON.stringify(failure ?? message)),
      )`
      /** Root can write anywhere, so if we are root another account does it. */
      const writeAs = (
        path: string,
        how = 'well',
        temporary = join(dirname(dirname(path)), 'temporary'),
      ): unknown => {
        const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, path, how], {
          ...(isRoot && { uid: nobody, gid: nobody }),
          cwd: '/',
          env: { TMPDIR: temporary },
        })
        expect(readdirSync(temporary)).toEqual([])
        return JSON.parse(stdout.toString())
      }
      const prepare = async (given?: string): Promise<string> => {
        const base = given ?? (await createTestFolder())
        await mkdir(join(base, 'closed'))
        await mkdir(join(base, 'temporary'))
        await chmod(join(base, 'temporary'), 0o777)
        const path = join(base, 'closed', 'rows.csv')
        await writeFile(path, 'from yesterday')
        await chmod(path, 0o666)
        await chmod(join(base, 'closed'), 0o555)
        onTestFinished(() => chmod(join(base, 'closed'), 0o755))
        return path
      }
      const canRead = `require('node:fs').readFileSync(new URL('${module}'))`
      const canRun =
        !isRoot || spawnSync(process.execPath, ['-e', canRead], { uid: nobody, cwd: '/' }).status === 0

      it('is written whole into the one writable file, and stays as it was when a piece fails', async ({
        skip,
      }) => {
        skip(!canRun, 'no other account can reach this Node or these files')
        const path = await prepare()
        expect(writeAs(path, 'breaks')).toBe('The other half is lost')
        expect(await readFile(path, 'utf8')).toBe('from yesterday')
        expect(writeAs(path)).toEqual({ name: 'rows.csv', bytes: 14 })
        expect(await readFile(path, 'utf8')).toBe('half, and half')
        expect(await readdir(dirname(path))).toEqual(['rows.csv'])
      })

      it('fails by name and code, before the first piece, if the file is not writable either', async ({
        skip,
      }) => {
        skip(!canRun, 'no other account can reach this Node or these files')
        const path = await prepare()
        await chmod(path, 0o444)
        const refused = { code: 'export-failed', details: { name: 'rows.csv', code: 'EACCES' } }
        expect(writeAs(path, 'breaks')).toEqual(refused)
        const fresh = { code: 'export-failed', details: { name: 'new.csv', code: 'EACCES' } }
        expect(writeAs(join(dirname(path), 'new.csv'), 'breaks')).toEqual(fresh)
      })

      it('is empty rather than half written if the disk fills up in the middle of the copy', async ({
        skip,
      }) => {
        skip(!canRun, 'no other account can reach this Node or these files')
        const disk = await mountSmallDisk(64 * 1024)
        if ('reason' in disk) return skip(true, disk.reason)
        onTestFinished(disk.remove)
        await chmod(disk.folder, 0o755)
        const path = await prepare(disk.folder)
        const elsewhere = join(dirname(dirname(await prepare())), 'temporary')
        const full = { code: 'export-failed', details: { name: 'rows.csv', code: 'ENOSPC' } }
        expect(writeAs(path, 'large', elsewhere)).toEqual(full)
        expect(await readFile(path, 'utf8')).toBe('')
      })
    },
  )
})
