import { execFile } from 'node:child_process'
import { chown, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demandAddress } from '../../../src/adapters/postgres/address.ts'
import { openDatabase } from '../../../src/adapters/postgres/database.ts'
import { checkDatabase } from '../../../src/app/check-database.ts'
import { startLocalPostgres, type LocalPostgres } from '../../../src/embedded/local-postgres.ts'
import { findAccount } from '../../../src/embedded/programs.ts'
import { PortError } from '../../../src/pipeline/ports.ts'
import { makeFolder } from '../../support/folders.ts'
import { logins } from '../../../src/contract/logins.ts'

const run = promisify(execFile)
const hasOpenssl = await run('openssl', ['version']).then(
  () => true,
  () => false,
)

let folder = ''
let server: LocalPostgres
let base = ''
let admin: pg.Pool

const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder })
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** A certificate for these names, signed by our own authority, for this many days from now. */
const makeCertificate = async (name: string, names: string, days: number): Promise<void> => {
  await openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', '/CN=server')
  await writeFile(join(folder, `${name}.ext`), `subjectAltName=${names}`)
  const signer = [
    '-CA',
    'authority.pem',
    '-CAkey',
    'authority.key',
    '-CAcreateserial',
    '-extfile',
    `${name}.ext`,
  ]
  await openssl('x509', '-req', '-in', `${name}.csr`, ...signer, '-days', String(days), '-out', `${name}.pem`)
}

const settle = async (...statements: readonly string[]): Promise<void> => {
  for (const text of [...statements, 'select pg_reload_conf()']) await admin.query(text)
  // After a signal the server reads it a moment later.
  await new Promise((resolve) => setTimeout(resolve, 300))
}

const showCertificate = (name: string) =>
  settle(
    `alter system set ssl_cert_file = '${folder}/${name}.pem'`,
    `alter system set ssl_key_file = '${folder}/${name}.key'`,
    'alter system set ssl = on',
  )

beforeAll(async () => {
  if (!hasOpenssl) return
  folder = await makeFolder()
  server = await startLocalPostgres(join(folder, 'server'), 'word', 'tcp')
  // Each test itself sets how it connects.
  base = server.url.replace(/\?.*$/, '')
  admin = new pg.Pool({ connectionString: base, max: 1, ssl: { rejectUnauthorized: false } })
  admin.on('error', () => undefined)
  const plain = new pg.Client({ connectionString: base })
  await plain.connect()
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'authority.key',
    '-out',
    'authority.pem',
    '-subj',
    '/CN=a',
  )
  await makeCertificate('good', 'DNS:localhost,IP:127.0.0.1', 2)
  await makeCertificate('foreign', 'DNS:other.example', 2)
  await makeCertificate('old', 'DNS:localhost,IP:127.0.0.1', -1)
  const account = await findAccount()
  for (const name of ['good', 'foreign', 'old'])
    if (account !== null) await chown(join(folder, `${name}.key`), account.uid, account.gid)
  await plain.query(`alter system set ssl_cert_file = '${folder}/good.pem'`)
  await plain.query(`alter system set ssl_key_file = '${folder}/good.key'`)
  await plain.query('alter system set ssl = on')
  await plain.query('select pg_reload_conf()')
  await plain.end()
  await new Promise((resolve) => setTimeout(resolve, 300))
}, 60_000)
afterAll(async () => {
  if (!hasOpenssl) return
  await admin.end()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const urlWith = (parameters: string): string => `${base}?${parameters}`
const trusting = (mode: string) =>
  urlWith(`sslmode=${mode}&sslrootcert=${encodeURIComponent(join(folder, 'authority.pem'))}`)

/** How the connection is secured, or the failure. */
const outcome = async (url: string): Promise<string> => {
  const database = openDatabase(url, 1)
  try {
    const [found] = await database.query<{ ssl: boolean }>({
      text: 'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
    })
    return found?.ssl === true ? (await database.inspect()).security : 'clear'
  } catch (error) {
    if (error instanceof PortError) return error.failure.code
    throw error
  } finally {
    await database.close()
  }
}

describe.skipIf(!hasOpenssl)(
  `TLS to a real PostgreSQL${hasOpenssl ? '' : ' (skipped: no openssl here)'}`,
  () => {
    it('checks who has signed the certificate', async () => {
      await showCertificate('good')
      expect(await outcome(trusting('verify-full'))).toBe('checked')
      expect(await outcome(trusting('require'))).toBe('checked')
      expect(await outcome(urlWith('sslmode=require'))).toMatch(/^certificate-(?:untrusted|self-signed)$/)
      expect(await outcome(urlWith('sslmode=no-verify'))).toBe('unchecked')
      expect(await outcome(urlWith('sslmode=prefer'))).toBe('unchecked')
      expect(await outcome(urlWith('sslmode=disable'))).toBe('clear')
    })

    it('refuses a certificate for another host, unless only its signer matters (B30)', async () => {
      await showCertificate('foreign')
      expect(await outcome(trusting('verify-full'))).toBe('certificate-of-another')
      expect(await outcome(trusting('verify-ca'))).toBe('signed')
    })

    it('refuses a certificate that has expired (A46)', async () => {
      await showCertificate('old')
      expect(await outcome(trusting('verify-full'))).toBe('certificate-outdated')
    })

    it('binds the password to the certificate if requested, and refuses if it cannot', async () => {
      await showCertificate('good')
      expect(await outcome(`${trusting('verify-full')}&channel_binding=require`)).toBe('checked')
      const trust = 'trust'
      const hba = join(folder, 'server', 'cluster', 'pg_hba.conf')
      const before = await readFile(hba, 'utf8')
      await writeFile(hba, `host all all 127.0.0.1/32 ${trust}\n`)
      await settle()
      expect(await outcome(`${trusting('verify-full')}&channel_binding=require`)).toBe(
        'database-channel-unbound',
      )
      await writeFile(hba, before)
      await settle()
    })

    it('is used unasked with a server on this machine that accepts nothing else (A46)', async () => {
      await showCertificate('good')
      const hba = join(folder, 'server', 'cluster', 'pg_hba.conf')
      const before = await readFile(hba, 'utf8')
      await writeFile(hba, 'hostssl all all 127.0.0.1/32 scram-sha-256\n')
      await settle()
      expect(await outcome(base)).toBe('unchecked')
      expect(await outcome(urlWith('sslmode=disable'))).toBe('database-tls-required')
      const database = openDatabase(trusting('verify-full'), 1)
      const ended = database.session(60_000, async (session) => {
        setTimeout(() => void session.cancel(), 500)
        await session.query({ text: 'select pg_sleep(50)' })
      })
      await expect(ended).rejects.toMatchObject({ failure: { details: { code: '57014' } } })
      await database.close()
      await writeFile(hba, before)
      await settle()
    })

    it('proves a password by MD5 if the server wants that, and doctor says so (B35)', async () => {
      const hba = join(folder, 'server', 'cluster', 'pg_hba.conf')
      const before = await readFile(hba, 'utf8')
      await settle("set password_encryption = 'md5'; create role weak login password 'weak'")
      await writeFile(hba, `host all weak 127.0.0.1/32 md5\n${before}`)
      await settle()
      const passwordItem = async (url: string) => {
        const items = await checkDatabase(
          { address: demandAddress(url), embedded: false },
          { event: logins, mayAlter: false, keys: { mask: null, seal: null } },
        )
        expect(items.find(({ code }) => code === 'database')?.state).toBe('fine')
        return items.find(({ code }) => code === 'password')?.found ?? null
      }
      const weak = new URL(base)
      weak.username = weak.password = 'weak'
      expect(await passwordItem(weak.href)).toMatch(/MD5.*scram-sha-256/)
      expect(await passwordItem(base)).toBeNull()
      await writeFile(hba, before)
      await settle()
    })

    it('that the server does not support is reported by name, with no fallback to clear text', async () => {
      await settle('alter system set ssl = off')
      const plain = openDatabase(base, 1)
      try {
        expect(await outcome(trusting('verify-full'))).toBe('database-without-tls')
        expect(await outcome(urlWith('sslmode=no-verify'))).toBe('database-without-tls')
        expect(await outcome(urlWith('sslmode=prefer'))).toBe('clear')
      } finally {
        await plain.query({ text: 'select 1' })
        await plain.close()
      }
    })

    it.each([
      ['missing', async () => '/no/such/file.pem'],
      ['a folder', async () => folder],
      [
        'a named pipe, which nobody writes to',
        async () => {
          await run('mkfifo', [join(folder, 'pipe')])
          return join(folder, 'pipe')
        },
      ],
      [
        'no PEM',
        async () => {
          await writeFile(join(folder, 'text'), 'hello')
          return join(folder, 'text')
        },
      ],
      [
        'PEM with nonsense in it',
        async () => {
          await writeFile(
            join(folder, 'nonsense'),
            '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
          )
          return join(folder, 'nonsense')
        },
      ],
    ])('names the file of certificates that is %s', async (_, make) => {
      const path = await make()
      expect(await outcome(urlWith(`sslmode=verify-full&sslrootcert=${encodeURIComponent(path)}`))).toBe(
        'database-tls-file',
      )
    })
  },
)
