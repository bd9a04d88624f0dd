import { expect } from '@playwright/test'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { drainedTest as test } from './app.ts'
import { argumentsOf, familyOf, listenersOf, loopback } from './processes.ts'
import type { RunningApp } from './running-app.ts'

/** The app's processes, and those of PostgreSQL, which `pg_ctl` detaches from the family. */
const processesOf = async (app: RunningApp, data: string): Promise<readonly number[]> => {
  const main = await app.evaluate(() => process.pid, null)
  const [postgres] = readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')
  return familyOf([main, Number(postgres)])
}

test.describe('on Linux', () => {
  // Sockets by process are read from /proc, and modes are those of POSIX.
  test.skip(process.platform !== 'linux', 'Only Linux tells a program which process listens where.')

  test('nothing listens except on this machine alone while the app runs (B27)', async ({ app, folders }) => {
    const listeners = listenersOf(await processesOf(app, folders.data))
    // At least the queue: the search finds what is there. The database has a socket in a private folder.
    expect(listeners.length).toBeGreaterThanOrEqual(1)
    expect(listeners.filter((address) => !loopback.includes(address))).toEqual([])
  })

  test('keys are private to their owner, and no secret is in the arguments of a process (B31)', async ({
    app,
    folders,
  }) => {
    const keys = join(folders.data, 'keys')
    const names = readdirSync(keys)
    expect(names.toSorted()).toEqual([
      'database-owner.secret',
      'database.secret',
      'mask.key',
      'queue.secret',
      'seal.key',
    ])
    expect(statSync(keys).mode & 0o777).toBe(0o700)
    for (const name of names) expect(statSync(join(keys, name)).mode & 0o777).toBe(0o600)

    const secrets = names.map((name) => readFileSync(join(keys, name), 'utf8').trim())
    const family = await processesOf(app, folders.data)
    const lines = family.map(argumentsOf)
    expect(lines.join('\n')).toContain('postgres')
    for (const secret of secrets) {
      expect(lines.filter((line) => line.includes(secret))).toEqual([])
      expect(app.log()).not.toContain(secret)
      expect(await app.page.content()).not.toContain(secret)
    }
  })

  test('other accounts of the machine can read nothing in the data folder (B31)', async ({ folders }) => {
    const isOpen = (mode: number) => (mode & 0o077) !== 0
    // A folder that others cannot enter protects everything in it.
    const readable = (folder: string): readonly string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name)
        const { mode } = statSync(path)
        if (entry.isDirectory()) return isOpen(mode) ? readable(path) : []
        return (mode & 0o044) !== 0 ? [path.slice(folders.data.length)] : []
      })
    expect(readable(folders.data)).toEqual([])
  })
})
