import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chown, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { loadSecret } from '../../src/app/key-ring.ts'
import { failure, type Failure } from '../../src/contract/failure.ts'
import { runners } from '../support/accounts.ts'
import { compiledBefore } from '../support/built.ts'
import { createTestFolder } from '../support/folders.ts'
import { mountSmallDisk } from '../support/small-disk.ts'

const script = resolve(import.meta.dirname, '../support/first-start.ts')
const env = { ...process.env, ...compiledBefore }
const names = ['database.secret', 'mask.key', 'queue.secret', 'seal.key']

type Said = { readonly has: readonly string[] } | { readonly failure: Failure }

const start = async (folder: string, options: { uid?: number; gid?: number } = {}): Promise<Said> => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder], { env, ...options })
  return JSON.parse(stdout) as Said
}

const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : [])

describe('a first start (B34)', { timeout: 60_000 }, () => {
  describe.each(runners)('as $name', ({ options, reason }) => {
    it('creates four secrets', async ({ skip }) => {
      skip(reason !== null, reason ?? '')
      const parent = await createTestFolder()
      if (options.uid !== undefined) await chown(parent, options.uid, options.uid)
      const folder = join(parent, 'data')
      const first = await start(folder, options)
      expect(first).toEqual({ has: expect.any(Array) })
      expect(await start(folder, options)).toEqual(first)
      expect(namesIn(join(folder, 'keys')).toSorted()).toEqual(names)
    })
  })

  it('agrees with five others that start at the same time', async () => {
    const folder = join(await createTestFolder(), 'data')
    const said = await Promise.all(Array.from({ length: 6 }, () => start(folder)))
    expect(said[0]).toEqual({ has: expect.any(Array) })
    for (const one of said) expect(one).toEqual(said[0])
    expect(namesIn(join(folder, 'keys')).toSorted()).toEqual(names)
  })

  /** How many starts were killed before they had ended by themselves. */
  let killed = 0
  it.each([1, 2, 3, 4])(
    'that is killed when it has made %i of its files leaves no part of a secret that is used',
    async (made) => {
      const folder = join(await createTestFolder(), 'data')
      const child = spawn(process.execPath, [script, folder], { env, stdio: 'ignore' })
      const exited = once(child, 'exit')
      const isOver = () => child.exitCode !== null
      // A part counts too: it exists before the secret does.
      while (!isOver() && namesIn(join(folder, 'keys')).length < made) await pause(0)
      child.kill('SIGKILL')
      await exited
      for (const name of namesIn(join(folder, 'keys')).filter((one) => !one.endsWith('.part')))
        expect(Buffer.from(readFileSync(join(folder, 'keys', name), 'utf8'), 'base64')).toHaveLength(32)
      expect(await start(folder)).toEqual({ has: expect.any(Array) })
      expect(namesIn(join(folder, 'keys')).toSorted()).toEqual(names)
      if (child.signalCode !== null) killed += 1
    },
  )

  it('was killed at least once before it was done', () => expect(killed).toBeGreaterThan(0))

  it.skipIf(process.platform === 'win32')(
    'without room on the disk is refused, and makes no empty secret',
    async () => {
      const folder = await createTestFolder()
      // No file can grow beyond zero bytes, which equals a full disk.
      const full = spawnSync('sh', [
        '-c',
        'ulimit -f 0; exec "$0" "$1" "$2"',
        process.execPath,
        script,
        folder,
      ])
      expect(full.status === 0 ? JSON.parse(full.stdout.toString()) : null).not.toEqual({
        has: expect.any(Array),
      })
      expect(namesIn(join(folder, 'keys'))).toEqual([])
      expect(await start(folder)).toEqual({ has: expect.any(Array) })
    },
  )

  it('on a full disk is refused and creates no empty secret, and is a first start again once there is room', async ({
    skip,
  }) => {
    const disk = await mountSmallDisk(256 * 1_024)
    if ('reason' in disk) return skip(disk.reason)
    try {
      const folder = join(disk.folder, 'data')
      await mkdir(join(folder, 'keys'), { recursive: true, mode: 0o700 })
      disk.fill()
      expect(await start(folder)).toMatchObject({
        failure: { code: 'data-folder-unusable', details: { code: 'ENOSPC' } },
      })
      expect(namesIn(join(folder, 'keys'))).toEqual([])
      disk.makeRoom()
      expect(await start(folder)).toEqual({ has: expect.any(Array) })
      expect(namesIn(join(folder, 'keys')).toSorted()).toEqual(names)
    } finally {
      await disk.remove()
    }
  })

  it.each(['', 'AAAA', '\0'.repeat(44), 'A'.repeat(43)])(
    'finds a password that was cut short or cleared (%j), and opens nothing with it',
    async (text) => {
      const folder = await createTestFolder()
      loadSecret(folder, 'queue.secret')
      const path = join(folder, 'keys', 'queue.secret')
      await writeFile(path, text)
      const refused = failure('secret-unusable', { path, command: `rm '${path}'` })
      expect(() => loadSecret(folder, 'queue.secret')).toThrow(expect.objectContaining({ failure: refused }))
      expect(await readFile(path, 'utf8')).toBe(text)
    },
  )

  it('writes no part of a secret through a link that someone left in its way', async () => {
    const folder = await createTestFolder()
    const outside = join(folder, 'outside')
    await mkdir(join(folder, 'keys'), { mode: 0o700 })
    await symlink(outside, join(folder, 'keys', 'mask.key'))
    expect(() => loadSecret(folder, 'mask.key')).toThrow(/it is a link/)
    expect(existsSync(outside)).toBe(false)
  })
})
