import { describe, expect, it } from 'vitest'
import { readAddress, type DatabaseAddress } from '../../../src/adapters/postgres/address.ts'
import { noSurroundings, type Surroundings } from '../../../src/adapters/postgres/address-files.ts'

const read = (url: string, surroundings: Partial<Surroundings> = {}): DatabaseAddress => {
  const result = readAddress(url, { surroundings: { ...noSurroundings, ...surroundings } })
  if (!result.ok) throw new Error(result.problems.join('\n'))
  return result.address
}

const problemsOf = (url: string, surroundings: Partial<Surroundings> = {}): readonly string[] => {
  const result = readAddress(url, { surroundings: { ...noSurroundings, ...surroundings } })
  return result.ok ? [] : result.problems
}

/** Files by path; others can read the `open` ones. */
const files = (
  texts: Readonly<Record<string, string>>,
  open: readonly string[] = [],
): Surroundings['read'] => {
  return (path) => {
    const text = texts[path]
    if (text === undefined) return { state: 'absent' }
    return { state: 'read', text, isOpenToOthers: open.includes(path) }
  }
}

describe('what fills the gaps of a database URL', () => {
  it('is the environment, after the URL', () => {
    const environment = {
      PGHOST: 'other',
      PGPORT: '6543',
      PGUSER: 'you',
      PGPASSWORD: 'word',
      PGSSLMODE: 'disable',
    }
    expect(read('postgres:///x', { environment })).toMatchObject({
      hosts: [{ host: 'other', port: 6543 }],
      user: 'you',
      password: { kind: 'given', text: 'word' },
      tls: { mode: 'disable' },
    })
    expect(read('postgres://me:own@db:1/x?sslmode=require', { environment })).toMatchObject({
      hosts: [{ host: 'db', port: 1 }],
      user: 'me',
      password: { kind: 'given', text: 'own' },
      tls: { mode: 'require' },
    })
  })

  it('is never PGOPTIONS', () => {
    expect(read('postgres://me@db/x', { environment: { PGOPTIONS: '-c x=y' } })).toEqual(
      read('postgres://me@db/x'),
    )
  })

  it('is the account’s name, if there is no user', () => {
    expect(read('postgres://db/x', { systemUser: 'account' }).user).toBe('account')
  })

  it('is the service that the URL or the environment names, ahead of the environment', () => {
    const from = {
      serviceFiles: ['/none', '/services'],
      read: files({
        '/services': '# ours\n[other]\nhost=no\n\n[etl]\nhost = db.example\nport=6543\nsslmode=verify-full\n',
      }),
      environment: { PGPORT: '1', PGUSER: 'me' },
    }
    const expected = { hosts: [{ host: 'db.example', port: 6543 }], user: 'me', tls: { mode: 'verify-full' } }
    expect(read('postgres:///x?service=etl', from)).toMatchObject(expected)
    const named = { ...from, environment: { ...from.environment, PGSERVICE: 'etl' } }
    expect(read('postgres:///x', named)).toMatchObject(expected)
    expect(problemsOf('postgres:///x?service=missing', from).join()).toMatch(/service/)
    expect(
      problemsOf('postgres:///x?service=etl', {
        ...from,
        read: files({ '/services': '[etl]\noptions=-c x=y\n' }),
      }).join(),
    ).toMatch(/options/)
  })

  it.each([
    ['db:5432:x:me:word', 'word'],
    ['*:*:*:me:word', 'word'],
    ['# db:5432:x:me:no\nother:5432:x:me:no\n*:*:x:*:first\n*:*:*:*:second', 'first'],
    ['db:5432:x:me:w\\:o\\\\rd', 'w:o\\rd'],
    ['db:5432:x:me:word\r\n', 'word'],
    ['db:5432:x:you:no', null],
    ['db:5432:x:me', null],
  ])('is the password file, by its own rules: %j', (text, password) => {
    const address = read('postgres://me@db/x', { passwordFile: '/pgpass', read: files({ '/pgpass': text }) })
    expect(address.password).toEqual(password === null ? { kind: 'none' } : { kind: 'given', text: password })
  })

  it('is not a password file that others can read, and that is said', () => {
    const from = { passwordFile: '/pgpass', read: files({ '/pgpass': '*:*:*:*:word' }, ['/pgpass']) }
    expect(problemsOf('postgres://me@db/x', from).join()).toMatch(/chmod 600/)
    expect(read('postgres://me:own@db/x', from).password).toEqual({ kind: 'given', text: 'own' })
  })
})

describe('RDS tokens', () => {
  const withToken = (url: string) => readAddress(url, { rdsToken: true })
  const host = 'db.abc.eu-west-1.rds.amazonaws.com'

  it('take the place of a password, with the region of the host', () => {
    expect(withToken(`postgres://me@${host}/x`)).toMatchObject({
      ok: true,
      address: { password: { kind: 'rds-token', region: 'eu-west-1' } },
    })
  })

  it.each([
    `postgres://me@${host}/x?sslmode=disable`,
    `postgres://me@${host}/x?sslmode=no-verify`,
    `postgres://me@${host}/x?sslmode=verify-ca&sslrootcert=/ca.pem`,
    'postgres://me@127.0.0.1/x',
    `postgres://me:word@${host}/x`,
  ])('are refused without checked TLS, or beside a password: %s', (url) => {
    expect(withToken(url).ok).toBe(false)
  })
})
