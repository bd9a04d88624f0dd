import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startLocalPostgres } from '../../src/embedded/local-postgres.ts'
import { askPostgres } from '../support/ask-postgres.ts'
import { createTestFolder } from '../support/folders.ts'
import { longTest } from '../support/long-test.ts'

const password = 'canary-password'

const postmasterOf = (folder: string): number =>
  Number(readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0])

/** Takes a port and records what it receives; asks for the password in clear. */
const openStranger = async (port: number) => {
  let heard = ''
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      heard += data.toString('latin1')
      // AuthenticationCleartextPassword
      socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]))
    })
    socket.on('error', () => undefined)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { heard: () => heard, port: (server.address() as AddressInfo).port, close: () => server.close() }
}

describe.skipIf(process.platform === 'win32')('the built-in PostgreSQL where no socket can be', () => {
  it('answers on 127.0.0.1 to a client that proves the password, and a stranger on its old port learns nothing (B35)', async () => {
    // Longer than a socket's path can be on any system.
    const folder = join(await createTestFolder(), 'a'.repeat(120))
    const first = await startLocalPostgres(folder, password)
    const port = Number(new URL(first.url).port)
    expect(new URL(first.url).hostname).toBe('127.0.0.1')
    expect(await askPostgres(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    const note = readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8')
    process.kill(postmasterOf(folder), 'SIGKILL')
    await expect.poll(() => first.hasEnded(), { timeout: 10_000 }).toBe(true)

    const stranger = await openStranger(port)
    // The remaining note leads to a live process and to a port that answers.
    writeFileSync(join(folder, 'cluster/postmaster.pid'), note.replace(/^\d+/, String(process.pid)))
    const second = await startLocalPostgres(folder, password)
    try {
      expect(second.adopted).toBe(false)
      expect(Number(new URL(second.url).port)).not.toBe(port)
      expect(await askPostgres(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
      expect(stranger.heard()).not.toContain('canary')
    } finally {
      stranger.close()
      await second.close()
    }
  }, 120_000)

  longTest(
    'serves again within the ten seconds that it gives 150 connections which open and say nothing (B35)',
    async () => {
      const folder = join(await createTestFolder(), 'b'.repeat(120))
      const server = await startLocalPostgres(folder, password)
      const sockets = Array.from({ length: 150 }, () =>
        connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => undefined),
      )
      try {
        await Promise.all(
          sockets.map((socket) => Promise.race([once(socket, 'connect'), once(socket, 'close')])),
        )
        const answer = () => askPostgres(server.url, 'select 1 as one').catch(() => null)
        await expect.poll(answer, { timeout: 30_000, interval: 250 }).toEqual([{ one: 1 }])
        await expect.poll(() => sockets.every((socket) => socket.closed), { timeout: 30_000 }).toBe(true)
      } finally {
        for (const socket of sockets) socket.destroy()
        await server.close()
      }
    },
    120_000,
  )
})
