import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSite, type Site } from './harness.ts'

let site: Site
let sockets: Socket[]
beforeEach(async () => {
  site = await openSite()
  sockets = []
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await site.stop()
})

/** A connection that reads nothing and ignores how it ends. */
const openMute = (): Socket => {
  const socket = site.connect().pause()
  socket.on('error', () => undefined)
  sockets.push(socket)
  return socket
}

const megabyte = 1024 * 1024
const memory = (): number => process.memoryUsage().rss / megabyte

const askPage = () => site.ask({ path: '/' })

describe('clients that cost much and read nothing (B35)', () => {
  it('hold 150 connections half open, and the page is still served', async () => {
    for (let count = 0; count < 150; count += 1) openMute().write('GET / HTTP/1.1\r\nHost: 127.0')
    await pause(200)
    expect((await askPage()).status).toBe(200)
  })

  it.each([
    ['on one connection', 1, 1_000],
    ['on fifty connections', 50, 20],
  ])('asks a thousand times for a megabyte %s, which costs little memory', async (_, connections, asks) => {
    await writeFile(join(site.folder, 'renderer/assets/index-1a2b.js'), 'x'.repeat(megabyte))
    expect((await site.ask({ path: '/assets/index-1a2b.js' })).text).toHaveLength(megabyte)
    const before = memory()
    const request = `GET /assets/index-1a2b.js HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\n\r\n`
    for (let count = 0; count < connections; count += 1) openMute().write(request.repeat(asks))
    await pause(1_000)
    expect((await askPage()).status).toBe(200)
    // Answered all at once, it would be a thousand.
    expect(memory() - before).toBeLessThan(200)
  })

  it('are cut off if they send far more ahead than any browser', async () => {
    const socket = site.connect().setEncoding('latin1')
    sockets.push(socket)
    let text = ''
    socket.on('data', (chunk: string) => (text += chunk))
    const gone = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => undefined)
    socket.write(`GET /nothing HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\n\r\n`.repeat(1_000))
    await gone
    expect(text.split('HTTP/1.1 404').length - 1).toBeLessThan(100)
    expect((await askPage()).status).toBe(200)
  })
})

describe('requests on one connection', () => {
  it('are answered in order, each after the one before', async () => {
    const socket = site.connect().setEncoding('latin1')
    sockets.push(socket)
    let text = ''
    socket.on('data', (chunk: string) => (text += chunk))
    const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\n\r\n`
    socket.write(request('/') + request('/nothing') + request('/assets/index-1a2b.js'))
    await expect
      .poll(() => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status))
      .toEqual(['200', '404', '200'])
  })
})
