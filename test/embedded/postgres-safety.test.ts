import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startLocalPostgres, type LocalPostgres } from '../../src/embedded/local-postgres.ts'
import { argumentsOf, environmentOf, familyOf, listenersOf } from '../e2e/processes.ts'
import { namelessUid } from '../support/accounts.ts'
import { askPostgres } from '../support/ask-postgres.ts'
import { createTestFolder, makeFolder } from '../support/folders.ts'

const isRoot = process.geteuid?.() === 0
const onLinux = process.platform === 'linux'

/** A person's environment while they run Sluice, with texts that can be searched for. */
const secrets = {
  SLUICE_MASK_KEY: 'canary-mask-key',
  SLUICE_SEAL_KEY: 'canary-seal-key',
  AWS_SECRET_ACCESS_KEY: 'canary-aws-secret',
  AWS_SESSION_TOKEN: 'canary-aws-session',
  DATABASE_URL: 'postgres://u:canary-url@127.0.0.1/x',
  PGPASSWORD: 'canary-pgpassword',
  NPM_TOKEN: 'canary-npm',
  // Unknown variables stay behind as well.
  SOMETHING_ELSE: 'canary-else',
}

const password = 'canary-password'

const postmasterOf = (folder: string): number =>
  Number(readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0])

describe.skipIf(process.platform === 'win32')(
  'the built-in PostgreSQL, in a folder whose name means something to a shell',
  () => {
    let parent: string
    let folder: string
    let server: LocalPostgres
    const bystander = () => join(parent, 'bystander')

    beforeAll(async () => {
      for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
      parent = await makeFolder()
      // What a shell would make of the name, if one ever read it.
      folder = join(parent, `$(touch ${'bystander'}) \`id\` "q' d`)
      server = await startLocalPostgres(folder, password)
    })
    afterAll(async () => {
      await server.close()
      vi.unstubAllEnvs()
      await rm(parent, { recursive: true, force: true })
    })

    it('starts and answers, and no shell has read the name (B34)', async () => {
      expect(await askPostgres(server.url, 'select 7 as x')).toEqual([{ x: 7 }])
      expect(existsSync(bystander())).toBe(false)
      expect(existsSync(join('/', 'bystander'))).toBe(false)
    })

    it.runIf(onLinux)(
      'shows none of our secrets among the arguments and in the environment of any of its processes (B33)',
      async () => {
        // A session has its own process.
        const client = new pg.Client({ connectionString: server.url })
        await client.connect()
        const family = familyOf([postmasterOf(folder)])
        expect(family.length).toBeGreaterThan(3)
        for (const pid of family) {
          const [words, environment] = [argumentsOf(pid), environmentOf(pid)]
          expect([pid, words.includes('canary'), environment.includes('canary')]).toEqual([pid, false, false])
        }
        expect(family.map(environmentOf).join('')).toContain('PATH=')
        await client.end()
      },
    )

    it('shows none of our secrets to a program that SQL starts (B33)', async () => {
      await askPostgres(server.url, `create table seen (line text); copy seen from program 'env'`)
      const rows = await askPostgres(server.url, 'select line from seen')
      const lines = JSON.stringify(rows)
      expect(lines).toContain('PATH=')
      expect(lines).not.toContain('canary')
    })

    it.runIf(onLinux)(
      'listens on no address: it is reached by a socket in a folder closed to others (B35)',
      () => {
        expect(listenersOf(familyOf([postmasterOf(folder)]))).toEqual([])
        expect(statSync(join(folder, 'socket')).mode & 0o777).toBe(0o700)
        expect(lstatSync(join(folder, 'socket/.s.PGSQL.5432')).isSocket()).toBe(true)
      },
    )

    it('cannot be contacted by another account (B35)', ({ skip }) => {
      skip(!isRoot, 'only root can run something as another account')
      const knock = `require('net').connect(process.argv[1]).on('connect', () => process.exit(0)).on('error', () => process.exit(3))`
      const path = join(folder, 'socket/.s.PGSQL.5432')
      const knockAs = (uid: number) =>
        spawnSync(process.execPath, ['-e', knock, path], { uid, gid: uid, cwd: '/' })
      skip(
        spawnSync(process.execPath, ['-v'], { uid: namelessUid, cwd: '/' }).status !== 0,
        'that account cannot reach this Node',
      )
      expect(knockAs(namelessUid).status).toBe(3)
      expect(knockAs(0).status).toBe(0)
    })

    it('gives its account nothing of Sluice to change (B34)', ({ skip }) => {
      skip(!isRoot, 'only root runs it as another account')
      const uidOf = (name: string) => lstatSync(join(folder, name)).uid
      expect([uidOf(''), uidOf('postgresql.log')]).toEqual([0, 0])
      expect(lstatSync(folder).mode & 0o777).toBe(0o711)
      expect(uidOf('cluster')).not.toBe(0)
      const account = { uid: uidOf('cluster'), gid: lstatSync(join(folder, 'cluster')).gid, cwd: '/' }
      const plant = spawnSync('ln', ['-s', '/etc/passwd', join(folder, 'cluster.password')], account)
      expect(plant.status).not.toBe(0)
    })
  },
)

describe.skipIf(!isRoot || process.platform === 'win32')(
  `as root, in a folder that a former version gave away${isRoot ? '' : ' (skipped: needs root)'}`,
  () => {
    it(
      'takes it back, and follows none of the links that its account left (B34)',
      { timeout: 60_000 },
      async () => {
        const parent = await makeFolder()
        const folder = join(parent, 'postgres')
        const account = Number(
          execFileSync('id', ['-u', spawnSync('id', ['postgres']).status === 0 ? 'postgres' : 'nobody']),
        )
        const target = join(parent, 'root-only')
        writeFileSync(target, 'of root', { mode: 0o600 })
        execFileSync('mkdir', ['-m', '700', folder])
        // Everything that a first start writes to, removes or gives away.
        for (const name of [
          'cluster.password',
          'cluster.partial',
          'postgresql.log',
          'programs',
          'programs.partial',
        ])
          symlinkSync(target, join(folder, name))
        execFileSync('chown', ['-hR', String(account), folder])
        const server = await startLocalPostgres(folder, password)
        try {
          expect(await askPostgres(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
          expect([readFileSync(target, 'utf8'), statSync(target).uid, statSync(target).mode & 0o777]).toEqual(
            ['of root', 0, 0o600],
          )
          expect(statSync(folder).uid).toBe(0)
        } finally {
          await server.close()
          await rm(parent, { recursive: true })
        }
      },
    )

    it.each(['cluster', 'socket'])(
      'refuses a %s that is a link, with the command that mends it (B34)',
      async (name) => {
        const folder = join(await createTestFolder(), 'postgres')
        execFileSync('mkdir', ['-m', '700', folder])
        symlinkSync('/etc', join(folder, name))
        await expect(startLocalPostgres(folder, password)).rejects.toMatchObject({
          failure: { code: 'path-unsafe', details: { fault: 'link', command: `rm '${join(folder, name)}'` } },
        })
      },
    )
  },
)

describe.skipIf(process.platform === 'win32')('an account without a name', () => {
  it('learns that PostgreSQL makes no database for it, before anything is made (B34)', async ({ skip }) => {
    skip(!isRoot, 'only root can run something as another account')
    const options = { uid: namelessUid, gid: namelessUid, cwd: '/' }
    skip(spawnSync(process.execPath, ['-v'], options).status !== 0, 'that account cannot reach this Node')
    const parent = await createTestFolder()
    execFileSync('chown', [String(namelessUid), parent])
    const module = pathToFileURL(join(import.meta.dirname, '../../src/embedded/local-postgres.ts')).href
    const script = `import { startLocalPostgres } from '${module}'
      await startLocalPostgres(process.argv[1], 'x').catch(({ failure }) => console.log(JSON.stringify(failure)))`
    const folder = join(parent, 'postgres')
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], options)
    expect(JSON.parse(stdout.toString())).toEqual({
      code: 'account-nameless',
      details: { uid: String(namelessUid) },
    })
    expect(existsSync(join(folder, 'cluster'))).toBe(false)
  })
})
