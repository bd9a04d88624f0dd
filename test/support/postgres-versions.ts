import { spawn } from 'node:child_process'
import { appendFile, chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { findFreePort } from '../../src/embedded/postgres-door.ts'
import { findAccount, withinReach } from '../../src/embedded/programs.ts'
import type { Account } from '../../src/system/child.ts'
import { installPostgres, whyAbsent } from './postgres-packages.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

/** The lowest, two between, and the built-in one, which all tests share. */
export const postgresMajors = [10, 12, 15, 18] as const

export type PostgresMajor = (typeof postgresMajors)[number]

export interface PostgresServer {
  readonly major: PostgresMajor
  /** Of a superuser, on 127.0.0.1. */
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * Starts a PostgreSQL of this version, whose files are deleted when it is closed. The first call fetches its
 * programs, which takes some seconds; later ones take about one. For 18 it is the server that all tests share.
 * `settings` are lines of postgresql.conf.
 */
const startPostgres = async (
  major: PostgresMajor,
  settings: readonly string[] = [],
): Promise<PostgresServer> => {
  if (major === 18) return { major, url: inject('databaseUrl'), close: () => Promise.resolve() }
  const installed = await installPostgres(major)
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), `sluice-postgres-${major}-`))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const account = await findAccount()
  await chmod(folder, 0o711)
  const home = join(folder, 'home')
  await mkdir(home, { mode: 0o700 })
  if (account !== null) await chown(home, account.uid, account.gid)
  const programs = await withinReach(installed, folder, account)

  const cluster = join(home, 'cluster')
  const passwordFile = join(home, 'password')
  await writeFile(passwordFile, password)
  if (account !== null) await chown(passwordFile, account.uid, account.gid)
  const access = ['--username=sluice', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  await runQuietly(
    programs.initdb,
    ['-D', cluster, '--nosync', ...access, '--encoding=UTF8', '--locale=C'],
    account,
  )
  const port = await findFreePort()
  await appendFile(
    join(cluster, 'postgresql.conf'),
    ['', `port = ${port}`, ...usual, ...settings, ''].join('\n'),
  )
  const pgCtl = (...args: readonly string[]) => runQuietly(programs.pgCtl, ['-D', cluster, ...args], account)
  await pgCtl('start', '-w', '-t', '60', '-l', join(home, 'log'))
  started.defer(() => pgCtl('stop', '-m', 'immediate', '-w'))
  const kept = started.move()
  return {
    major,
    url: `postgres://sluice:${password}@127.0.0.1:${port}/postgres`,
    close: () => kept.disposeAsync(),
  }
}

const password = 'for-tests-only'

const usual = [
  `listen_addresses = '127.0.0.1'`,
  `unix_socket_directories = ''`,
  'max_connections = 100',
  'fsync = off',
  'full_page_writes = off',
]

/** What a block of tests gets for one version. */
export interface OnPostgres {
  readonly major: PostgresMajor
  /** Of a superuser; only while tests run. */
  readonly url: () => string
  /** A separate database, to be dropped before the block ends. */
  readonly createDatabase: () => Promise<TestDatabase>
}

/**
 * A block of tests for each version, with its server up while they run. If there is no package of a version for this
 * machine, or for the reason that is given, the block is skipped, and its title says why.
 */
export const onPostgres = (
  majors: readonly PostgresMajor[],
  title: string,
  body: (on: OnPostgres) => void,
  whyNot: string | null = null,
): void => {
  for (const major of majors) {
    const reason = whyNot ?? (major === 18 ? null : whyAbsent(major))
    const name = `${title} on PostgreSQL ${major}`
    if (reason !== null) describe.skip(`${name} (skipped: ${reason})`, () => body(absent(major)))
    else
      describe(name, () => {
        let server: PostgresServer | null = null
        // The first time it is fetched.
        beforeAll(async () => {
          server = await startPostgres(major)
        }, 180_000)
        afterAll(() => server?.close())
        const url = (): string => {
          if (server === null) throw new Error('The server is up only while tests run')
          return server.url
        }
        body({ major, url, createDatabase: () => createTestDatabase(url()) })
      })
  }
}

const absent = (major: PostgresMajor): OnPostgres => {
  const refuse = (): never => {
    throw new Error('skipped')
  }
  return { major, url: refuse, createDatabase: refuse }
}

/** Output is left out: the server that pg_ctl starts would keep a pipe open. */
const runQuietly = async (program: string, args: readonly string[], account: Account): Promise<void> => {
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(program, args, { ...account, cwd: '/', stdio: 'ignore' })
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0) throw new Error(`${program} ended with ${code}`)
}
