import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/adapters/postgres/database.ts'
import { wayFault } from '../../../src/adapters/way-codes.ts'
import { socketFault } from '../../../src/adapters/postgres/fault-codes.ts'
import { describeFailure, isPassing } from '../../../src/contract/failure.ts'
import { PortError } from '../../../src/pipeline/ports.ts'
import {
  errorMessage,
  message,
  readyMessage,
  startWireDouble,
  welcome,
  type Listening,
  type Message,
} from '../../support/wire.ts'

const opened: Listening[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const start = async (answer: Parameters<typeof startWireDouble>[0]): Promise<Listening> => {
  const double = await startWireDouble(answer)
  opened.push(double)
  return double
}

/** What the first query throws. */
const faultAt = async (url: string): Promise<PortError> => {
  const database = openDatabase(url, 1)
  try {
    await database.query({ text: 'select 1' })
  } catch (error) {
    if (error instanceof PortError) return error
    throw error
  } finally {
    await database.close()
  }
  throw new Error('There was no fault')
}

/** A server or a pooler that refuses every connection with this. */
const refusing = (code: string, text: string, routine?: string) =>
  start((_, socket) => socket.end(errorMessage(code, text, routine)))

describe('A46: a server that refuses every connection', () => {
  it.each([
    ['57P03', 'the database system is starting up', '', 'database-starting'],
    ['57P03', 'the database system is not yet accepting connections', '', 'database-starting'],
    ['57P01', 'terminating connection due to administrator command', '', 'database-stopping'],
    ['53300', 'sorry, too many clients already', '', 'database-full'],
    ['53300', 'too many connections for role "x"', '', 'database-full'],
    ['53200', 'out of memory', '', 'database-exhausted'],
    ['53100', 'No space left on device', '', 'database-disk-full'],
    ['55000', 'database is not currently accepting connections', 'CheckMyDatabase', 'database-closed'],
    ['25006', 'cannot execute in a read-only transaction', '', 'database-standby'],
    ['25P03', 'terminating connection due to idle-in-transaction timeout', '', 'database-idle-timeout'],
    ['57P05', 'terminating connection due to idle-session timeout', '', 'database-idle-timeout'],
    ['25P04', 'terminating connection due to transaction timeout', '', 'database-slow'],
    ['57014', 'canceling statement due to statement timeout', '', 'database-slow'],
    ['55P03', 'canceling statement due to lock timeout', '', 'database-locked'],
    ['08006', 'connection failure', '', 'database-cut'],
    ['08P01', 'query_wait_timeout', '', 'pooler-waiting'],
    ['08P01', 'server login has been failing, try again later (server_login_retry)', '', 'pooler-waiting'],
    ['08P01', 'pgbouncer cannot connect to server', '', 'pooler-waiting'],
    ['08P01', 'no more connections allowed (max_client_conn)', '', 'database-full'],
  ])('with %s (%s) may accept us later', async (code, text, routine, failureCode) => {
    const { url } = await refusing(code, `${text} secret`, routine)
    const fault = await faultAt(url)
    expect(fault).toMatchObject({ kind: 'transient', failure: { code: failureCode, details: { code } } })
    expect(isPassing(fault.failure)).toBe(true)
    expect(JSON.stringify(fault)).not.toContain('secret')
    expect(describeFailure(fault.failure).sentence).not.toContain('does not answer')
  })

  it.each([
    ['28P01', 'password authentication failed for user "x"', 'auth_failed', 'database-refused'],
    ['28000', 'Peer authentication failed', 'auth_failed', 'database-refused'],
    ['28000', 'role "x" does not exist', 'InitializeSessionUserId', 'database-role-unknown'],
    ['28000', 'die Rolle »x« existiert nicht', 'InitializeSessionUserId', 'database-role-unknown'],
    [
      '28000',
      'no pg_hba.conf entry for host "h", SSL encryption',
      'ClientAuthentication',
      'database-not-admitted',
    ],
    ['28000', 'kein pg_hba.conf-Eintrag', 'ClientAuthentication', 'database-not-admitted'],
    ['3D000', 'database "x" does not exist', 'InitPostgres', 'database-missing'],
    ['42501', 'permission denied for database', 'CheckMyDatabase', 'database-connect-denied'],
    ['42501', 'permission denied for something else', 'InitPostgres', 'database-denied'],
    ['08P01', 'unsupported startup parameter: statement_timeout', '', 'pooler-start-parameter'],
    ['08P01', 'transaction blocks not allowed in statement pooling mode', '', 'pooler-statement-mode'],
    ['08P01', 'no such user: x', '', 'database-role-unknown'],
    ['08P01', 'no such database: x', '', 'database-missing'],
    ['08P01', 'SSL required', '', 'database-tls-required'],
    ['08P01', 'password authentication failed', '', 'database-refused'],
  ])('with %s (%s) will not accept us until someone acts', async (code, text, routine, failureCode) => {
    // Without TLS there is only one way; with it a second one would be tried for some of these.
    const { url } = await refusing(code, `${text} secret`, routine)
    const fault = await faultAt(`${url}?sslmode=disable`)
    expect(fault).toMatchObject({ kind: 'permanent', failure: { code: failureCode, details: { code } } })
    expect(isPassing(fault.failure)).toBe(false)
    expect(JSON.stringify(fault)).not.toContain('secret')
    expect(describeFailure(fault.failure).sentence).not.toContain('does not answer')
  })

  it('because it wants TLS gets TLS, and if it has none after all, that is reported', async () => {
    const double = await start(({ bytes }, socket) => {
      if (bytes.readInt32BE(4) === 80_877_103) socket.end('N')
      else socket.end(errorMessage('28000', 'no pg_hba.conf entry, no encryption', 'ClientAuthentication'))
    })
    expect(await faultAt(double.url)).toMatchObject({ failure: { code: 'database-without-tls' } })
    expect(double.connections()).toBe(2)
  })
})

describe('a way that fails', () => {
  it.each([
    ['EPIPE', 'database-cut'],
    ['ECONNRESET', 'database-cut'],
    ['EBUSY', 'database-cut'],
    ['EMFILE', 'database-cut'],
    ['ENOTFOUND', 'database-host-unknown'],
    ['EAI_AGAIN', 'database-host-unknown'],
    ['ECONNREFUSED', 'database-not-listening'],
    ['EHOSTUNREACH', 'database-no-route'],
    ['ENETUNREACH', 'database-no-route'],
    ['ETIMEDOUT', 'database-unreachable'],
  ])('with %s is passing, although the code may look like a SQLSTATE', (code, failureCode) => {
    expect(socketFault(code)).toEqual(['transient', failureCode])
  })

  it('by a certificate is named by what is wrong with it', () => {
    expect(wayFault('CERT_HAS_EXPIRED')).toBe('certificate-outdated')
    expect(wayFault('ERR_SSL_WRONG_VERSION_NUMBER')).toBe('tls-failed')
  })

  it('counts as silent only if nothing comes', async () => {
    const { url } = await start(() => undefined)
    expect(await faultAt(`${url}?connect_timeout=2`)).toMatchObject({
      kind: 'transient',
      failure: { code: 'database-unreachable' },
    })
  })
})

describe('the password', () => {
  const asking = (request: Buffer, heard: string[]) =>
    start(({ type, body }, socket) => {
      if (type === '') socket.write(request)
      else heard.push(body.toString())
    })
  const method = (kind: number, more: Buffer | string = '') =>
    message('R', Buffer.concat([Buffer.from([0, 0, 0, kind]), Buffer.from(more)]))

  it('is not sent in clear text to a server that has not proven its identity', async () => {
    const heard: string[] = []
    const { url } = await asking(method(3), heard)
    expect(await faultAt(url)).toMatchObject({
      kind: 'permanent',
      failure: { code: 'database-password-exposed' },
    })
    expect(heard.join()).not.toContain('word')
  })

  it('is answered only by SCRAM if the URL says so', async () => {
    const { url } = await asking(method(5, 'salt'), [])
    expect(await faultAt(`${url}?require_auth=scram-sha-256`)).toMatchObject({
      failure: { code: 'database-password-exposed' },
    })
  })

  it('that is required but missing is reported by name', async () => {
    const { url } = await asking(method(10, 'SCRAM-SHA-256\0\0'), [])
    const fault = await faultAt(url.replace(':word@', '@'))
    expect(fault).toMatchObject({ kind: 'permanent', failure: { code: 'database-password-missing' } })
  })
})

describe('the start of a connection', () => {
  it('sends a server three parameters and the encoding, whatever PGOPTIONS says', async () => {
    const starts: string[] = []
    const { url } = await start(({ body }: Message, socket) => {
      starts.push(body.toString('utf8', 4))
      socket.end(errorMessage('57P03', 'starting'))
    })
    const before = process.env.PGOPTIONS
    process.env.PGOPTIONS = '-c statement_timeout=0'
    try {
      await faultAt(url)
    } finally {
      if (before === undefined) delete process.env.PGOPTIONS
      else process.env.PGOPTIONS = before
    }
    const words = starts[0]?.split('\0').filter((word) => word !== '')
    expect(words).toEqual([
      'user',
      'me',
      'database',
      'logins',
      'application_name',
      'sluice',
      'client_encoding',
      'UTF8',
    ])
  })
})

describe('a connection whose transaction could not be ended', () => {
  it('is not used again', async () => {
    const begun = new Map<number, number>()
    const double = await start((one, socket, connection) => {
      if (one.type === '') return socket.write(welcome())
      if (one.type !== 'Q') return undefined
      const text = one.body.toString()
      if (text.startsWith('begin isolation')) begun.set(connection, (begun.get(connection) ?? 0) + 1)
      const fails = text.startsWith('rollback') || text.startsWith('broken')
      if (fails) return socket.write(Buffer.concat([errorMessage('XX000', 'broken'), readyMessage('E')]))
      const [tag = ''] = text.toUpperCase().split(/[ \0;]/)
      const status = text.startsWith('commit') || text.startsWith('set') ? 'I' : 'T'
      return socket.write(Buffer.concat([message('C', `${tag}\0`), readyMessage(status)]))
    })
    const database = openDatabase(double.url, 1)
    const fails = database.transaction((query) => query({ text: 'broken' }))
    await expect(fails).rejects.toMatchObject({ name: 'PortError' })
    await database.transaction((query) => query({ text: 'select' }))
    await database.close()
    expect([...begun.entries()]).toEqual([
      [1, 1],
      [2, 1],
    ])
  })
})
