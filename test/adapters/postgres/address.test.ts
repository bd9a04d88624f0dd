import { describe, expect, it } from 'vitest'
import { addressNames, readAddress, type DatabaseAddress } from '../../../src/adapters/postgres/address.ts'

const read = (url: string): DatabaseAddress => {
  const result = readAddress(url)
  if (!result.ok) throw new Error(result.problems.join('\n'))
  return result.address
}

const problemsOf = (url: string): readonly string[] => {
  const result = readAddress(url)
  return result.ok ? [] : result.problems
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
  ])('%s gives the intended password', (url, text) => {
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
  ])('must not have ?%s, which is refused by its name', (parameter) => {
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
  ])('can have ?%s', (parameter) => {
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
