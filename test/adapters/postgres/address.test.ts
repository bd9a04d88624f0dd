import { describe, expect, it } from 'vitest'
import { addressNames, readAddress, type DatabaseAddress } from '../../../src/adapters/postgres/address.ts'
import { noSurroundings, type Surroundings } from '../../../src/adapters/postgres/address-files.ts'
import { approachesTo, tlsModeWords } from '../../../src/adapters/postgres/tls-mode.ts'

const read = (url: string, surroundings: Partial<Surroundings> = {}): DatabaseAddress => {
  const result = readAddress(url, { surroundings: { ...noSurroundings, ...surroundings } })
  if (!result.ok) throw new Error(result.problems.join('\n'))
  return result.address
}

const problemsOf = (url: string, surroundings: Partial<Surroundings> = {}): readonly string[] => {
  const result = readAddress(url, { surroundings: { ...noSurroundings, ...surroundings } })
  return result.ok ? [] : result.problems
}

/** Files by their paths; `open` ones can be read by others. */
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

describe('a database URL', () => {
  it.each([
    ['postgres://me@db.example/logins', [['db.example', 5432]], 'me', 'logins'],
    ['postgresql://me@db:6543', [['db', 6543]], 'me', 'me'],
    ['POSTGRES://me@db/x', [['db', 5432]], 'me', 'x'],
    [
      'postgres://me@a,b:6543,c/x',
      [
        ['a', 5432],
        ['b', 6543],
        ['c', 5432],
      ],
      'me',
      'x',
    ],
    [
      'postgres://me@/x?host=a,b&port=1,2',
      [
        ['a', 1],
        ['b', 2],
      ],
      'me',
      'x',
    ],
    [
      'postgres://me@/x?host=a,b&port=7',
      [
        ['a', 7],
        ['b', 7],
      ],
      'me',
      'x',
    ],
    ['postgres://me@[::1]:6543/x', [['::1', 6543]], 'me', 'x'],
    ['postgres://me@[fe80::1%25eth0]/x', [['fe80::1%eth0', 5432]], 'me', 'x'],
    [
      'postgres://me@[2001:db8::1],b/x',
      [
        ['2001:db8::1', 5432],
        ['b', 5432],
      ],
      'me',
      'x',
    ],
    ['postgres://me@%2Fvar%2Frun%2Fpostgresql/x', [['/var/run/postgresql', 5432]], 'me', 'x'],
    ['postgres://me@/x?host=/tmp', [['/tmp', 5432]], 'me', 'x'],
    ['postgres://me@localhost/x?host=/cloudsql/a:b:c', [['/cloudsql/a:b:c', 5432]], 'me', 'x'],
    ['postgres://%C3%A4%40@db/%2Fx%20y', [['db', 5432]], 'ä@', '/x y'],
    ['postgres:///x?user=me', [['localhost', 5432]], 'me', 'x'],
    ['postgres://?user=me&dbname=x', [['localhost', 5432]], 'me', 'x'],
  ] as const)('%s names hosts, user and database', (url, hosts, user, database) => {
    expect(read(url)).toMatchObject({ hosts: hosts.map(([host, port]) => ({ host, port })), user, database })
  })

  it.each([
    ['postgres://me:p%25%3A%2F%40%3F@db/x', 'p%:/@?'],
    ['postgres://me:50%2525@db/x', '50%25'],
    ['postgres://me:a@b@db/x', 'a@b'],
    ['postgres://me:a:b@db/x', 'a:b'],
    ['postgres://me:a#b@db/x', 'a#b'],
    ['postgres://me:a+b@db/x', 'a+b'],
    ['postgres://me@db/x?password=p%26q', 'p&q'],
  ])('%s gives the password as it was meant', (url, text) => {
    expect(read(url).password).toEqual({ kind: 'given', text })
  })

  it.each([
    'localhost',
    'mysql://me@db/x',
    'http://me@db/x',
    'postgres',
    'postgres://me@db:99999/x',
    'postgres://me@db:x/x',
    'postgres://me@db:0/x',
    'postgres://me@[::1/x',
    'postgres://me@::1/x',
    'postgres://me@a,b:1,c/x?port=1,2',
    'postgres://db/x',
    'postgres://me:50%@db/x',
    'postgres://me:%zz@db/x',
    'postgres://me:%C3@db/x',
    'postgres://me%00@db/x',
    'postgres://me@db/x?sslmode=verify-full&sslmode=disable',
    'postgres://me@db/x?%zz=1',
    'postgres://me@db host/x',
    'postgres://me@a/../b@db/x?host=c/d',
  ])('%s is refused in words that quote none of it', (url) => {
    const problems = problemsOf(url)
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) expect(problem).toMatch(/^[A-Z][^\n]{15,}\.$/)
  })

  it('says how a % is written (the password of fault 30)', () => {
    for (const url of ['postgres://me@db/50%', 'postgres://etl:50%@db/x'])
      expect(problemsOf(url)).toEqual(['A % in the database URL is written %25; correct it.'])
  })

  it.each([
    ...['options=-c%20default_transaction_read_only%3Doff', 'statement_timeout=0', 'query_timeout=0'],
    ...['lock_timeout=0', 'idle_in_transaction_session_timeout=0', 'search_path=public', 'replication=true'],
    ...['pgbouncer=true', 'schema=public', 'hostaddr=10.0.0.1', 'sslcrl=/x', 'gssencmode=require'],
    ...['client_encoding=LATIN1', 'requirepeer=x', 'sslmode=secure', 'channel_binding=yes', 'ssl=maybe'],
    ...[
      'target_session_attrs=standby',
      'connect_timeout=soon',
      'load_balance_hosts=random',
      'require_auth=md5',
    ],
  ])('may not say ?%s, which is refused by its name', (parameter) => {
    const [name = '', value = ''] = parameter.split('=')
    const problems = problemsOf(`postgres://me@db/x?${parameter}`)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(name)
    if (value.length > 6) expect(problems[0]).not.toContain(decodeURIComponent(value))
  })

  it.each([
    ...[
      'application_name=etl',
      'connect_timeout=3',
      'keepalives=1',
      'sslcompression=0',
      'client_encoding=UTF8',
    ],
    ...[
      'gssencmode=prefer',
      'target_session_attrs=primary',
      'fallback_application_name=x',
      'sslnegotiation=postgres',
    ],
  ])('may say ?%s', (parameter) => {
    expect(problemsOf(`postgres://me@db/x?${parameter}`)).toEqual([])
  })

  it('is named by its hosts and its database, without user and password', () => {
    expect(addressNames(read('postgres://me:secret@db.example,[::1]:1/logins'))).toEqual({
      address: 'db.example:5432, [::1]:1',
      database: 'logins',
    })
    expect(addressNames(read('postgres://me@/x?host=/tmp')).address).toBe('/tmp/.s.PGSQL.5432')
  })
})

describe('the safety of a connection', () => {
  const ways = (parameter: string, host: string) => {
    const { tls } = read(`postgres://me@${encodeURIComponent(host)}/x${parameter}`)
    return approachesTo(tls.mode, host).map(({ security }) => security)
  }
  const far = ['db.example', '10.0.0.1', 'localhost.example', '127.example', '2001:db8::1', '0.0.0.0']
  const near = ['localhost', '127.0.0.1', '127.9.9.9', 'db.localhost']

  it.each(far)('over a network to %s is checked TLS, unless the URL says disable or no-verify', (host) => {
    const bracketed = host.includes(':') ? `[${host}]` : host
    const of = (parameter: string) => {
      const { tls } = read(`postgres://me@${bracketed}/x${parameter}`)
      return approachesTo(tls.mode, host).map(({ security }) => security)
    }
    for (const word of ['allow', 'prefer', 'require', 'verify-full'])
      expect([word, of(`?sslmode=${word}`)]).toEqual([word, ['checked']])
    expect(of('')).toEqual(['checked'])
    expect(of('?ssl=true')).toEqual(['checked'])
    expect(of('?sslmode=verify-ca&sslrootcert=/ca.pem')).toEqual(['signed'])
    expect(of('?sslmode=no-verify')).toEqual(['unchecked'])
    expect(of('?sslmode=disable')).toEqual(['clear'])
  })

  it.each(near)('on this machine (%s) is clear text, and TLS where the server wants it', (host) => {
    expect(ways('', host)).toEqual(['clear', 'unchecked'])
    expect(ways('?sslmode=prefer', host)).toEqual(['unchecked', 'clear'])
    expect(ways('?sslmode=require', host)).toEqual(['checked'])
    expect(ways('?sslrootcert=/ca.pem', host)).toEqual(['checked'])
  })

  it('never has a way that is clear text over a network where the URL asks for TLS', () => {
    for (const word of tlsModeWords)
      for (const host of far)
        if (word !== 'disable')
          expect(approachesTo(word, host).map(({ security }) => security)).not.toContain('clear')
  })

  it('has no TLS over a socket, which nobody can listen to', () => {
    expect(approachesTo('verify-full', '/tmp').map(({ security }) => security)).toEqual(['clear'])
  })

  it.each([
    '?channel_binding=require&sslmode=disable',
    '?sslmode=verify-ca',
    '?sslcert=/me.pem',
    '?sslmode=verify-ca&sslrootcert=system',
    '?sslnegotiation=direct&sslmode=disable',
  ])('that contradicts itself is refused: %s', (parameter) => {
    expect(problemsOf(`postgres://me@db/x${parameter}`)).toHaveLength(1)
  })
})

describe('what fills the gaps of a database URL', () => {
  it('is the environment, behind the URL', () => {
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

  it('is never what PGOPTIONS says', () => {
    expect(read('postgres://me@db/x', { environment: { PGOPTIONS: '-c x=y' } })).toEqual(
      read('postgres://me@db/x'),
    )
  })

  it('is the name of the account, where nobody says a user', () => {
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

  it('is no password file that others can read, and that is said', () => {
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
  ])('are refused outside of checked TLS, or beside a password: %s', (url) => {
    expect(withToken(url).ok).toBe(false)
  })
})
