import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'

/** Messages of PostgreSQL's protocol (manual, "Message Formats"). */
const authentication = (kind: number, rest: Buffer | string = ''): Buffer => {
  const body = Buffer.concat([Buffer.from([0, 0, 0, kind]), Buffer.from(rest)])
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from('R'), length, body])
}
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

const offersScram = authentication(10, 'SCRAM-SHA-256\0\0')
const letsIn = Buffer.concat([authentication(0), readyForQuery])
const unproven = authentication(12, 'v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=')

/** A stranger's answer to each message, and the result. */
const strangers = [
  ['asks for the password in clear', [authentication(3)], 'database-password-exposed'],
  ['asks for its MD5', [authentication(5, 'salt')], 'database-password-exposed'],
  ['lets everybody in', [letsIn], 'database-password-exposed'],
  ['offers SCRAM and then lets everybody in', [offersScram, letsIn], 'database-password-exposed'],
  [
    'offers SCRAM and ends it without proof',
    [offersScram, Buffer.concat([unproven, letsIn])],
    'database-refused',
  ],
] as const

let server: Server | null = null
const sockets = new Set<Socket>()
let database: Database | null = null
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  server?.close()
  await database?.close()
})

const secret = 'canary-password'

/** A program on a port where PostgreSQL was; returns the port and what it heard. */
const openStranger = async (answers: readonly Buffer[]) => {
  let heard = ''
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    const left = [...answers]
    socket.on('data', (data) => {
      heard += data.toString('latin1')
      const next = left.shift()
      if (next !== undefined) socket.write(next)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, heard: () => heard }
}

const ask = (url: string) => {
  database = openDatabase(url, 1)
  return database.query({ text: `select 'canary-statement'` })
}

describe('an address that asks for proof (B35)', () => {
  it.each(strangers)('refuses a server that %s, and tells it nothing', async (_, answers, code) => {
    const stranger = await openStranger(answers)
    const url = `postgres://sluice_work:${secret}@127.0.0.1:${stranger.port}/postgres?require_auth=scram-sha-256`
    await expect(ask(url)).rejects.toMatchObject({ failure: { code } })
    expect(stranger.heard()).toContain('sluice_work')
    expect(stranger.heard()).not.toContain('canary')
    expect(stranger.heard()).not.toContain('md5')
  })

  it('accepts a server that knows the password', async () => {
    const url = new URL(inject('databaseUrl'))
    url.search = '?require_auth=scram-sha-256'
    expect(await ask(url.href)).toHaveLength(1)
  })
})

describe('any other address (B35)', () => {
  it('sends no password in clear if the connection is not TLS', async () => {
    const stranger = await openStranger([authentication(3)])
    await expect(ask(`postgres://u:${secret}@127.0.0.1:${stranger.port}/db`)).rejects.toMatchObject({
      failure: { code: 'database-password-exposed' },
    })
    expect(stranger.heard()).not.toContain('canary')
  })

  it('answers a server that asks for MD5, which doctor reports', async () => {
    const stranger = await openStranger([authentication(5, 'salt')])
    const answered = ask(`postgres://u:${secret}@127.0.0.1:${stranger.port}/db`)
    await expect.poll(() => stranger.heard()).toMatch(/md5[0-9a-f]{32}/)
    for (const socket of sockets) socket.destroy()
    await expect(answered).rejects.toThrow()
  })
})
