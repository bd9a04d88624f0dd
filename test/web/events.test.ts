import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from '../../src/contract/events.ts'
import { createEventStreams } from '../../src/web/event-streams.ts'
import { createQuietEngine, openSite, type Site } from './harness.ts'

let site: Site

beforeEach(async () => {
  site = await openSite()
})

afterEach(() => site.stop())

const frame = (seq: number): Frame => ({ seq, events: [{ type: 'connecting' }] })

/** Opens the stream as a page does, and returns the text received so far. */
const openStream = async () => {
  const socket = site.connect()
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  socket.write(
    `GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\nAuthorization: Bearer ${site.token}\r\nSec-Fetch-Site: same-origin\r\n\r\n`,
  )
  await vi.waitFor(() => expect(text).toContain(': connected'))
  return { socket, text: () => text }
}

describe('the event stream', () => {
  it('carries every frame, in order, to every reader', async () => {
    const readers = [await openStream(), await openStream()]
    site.engine.emit(frame(1))
    site.engine.emit(frame(2))
    for (const reader of readers) {
      await vi.waitFor(() => expect(reader.text()).toContain('"seq":2'))
      const frames = [...reader.text().matchAll(/^data: (.*)$/gm)].map(
        ([, data]) => JSON.parse(data ?? '') as Frame,
      )
      expect(frames).toEqual([frame(1), frame(2)])
      expect(reader.text()).toContain('Content-Type: text/event-stream')
      expect(reader.text()).toContain('Cache-Control: no-store')
      reader.socket.destroy()
    }
  })

  it('stops listening to the engine when its reader leaves', async () => {
    const reader = await openStream()
    expect(site.engine.listeners.size).toBe(1)
    reader.socket.destroy()
    await vi.waitFor(() => expect(site.engine.listeners.size).toBe(0))
  })

  it('drops a reader that does not read, instead of keeping its frames', async () => {
    const reader = await openStream()
    reader.socket.pause()
    const large: Frame = {
      seq: 1,
      events: Array.from({ length: 2_000 }, () => ({ type: 'connecting' }) as const),
    }
    for (let sent = 0; sent < 500 && site.engine.listeners.size > 0; sent += 1) {
      site.engine.emit(large)
      await delay(1)
    }
    expect(site.engine.listeners.size).toBe(0)
  })

  it('ends when the server closes, with nobody left listening', async () => {
    const reader = await openStream()
    const ended = once(reader.socket, 'end')
    await site.server.close()
    await ended
    expect(site.engine.listeners.size).toBe(0)
  })

  it('closes in time although a reader does not read', async () => {
    const reader = await openStream()
    reader.socket.pause()
    for (let seq = 1; seq < 200; seq += 1) site.engine.emit(frame(seq))
    await site.server.close()
    reader.socket.destroy()
  })
})

describe('an event stream with tight limits', () => {
  let server: Server
  const engine = createQuietEngine()

  beforeEach(async () => {
    const streams = createEventStreams(engine, { heartbeat: 20, buffer: 1024, streams: 1 })
    server = createServer((request, response) => streams.handle(request, response, 'token')).listen(
      0,
      '127.0.0.1',
    )
    await once(server, 'listening')
  })

  afterEach(() => server.closeAllConnections())

  it('sends heartbeats while nothing happens, and takes no more readers than allowed', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/events`
    const first = await fetch(url)
    const second = await fetch(url)
    expect(second.status).toBe(503)
    let text = ''
    for await (const chunk of first.body ?? []) {
      text += Buffer.from(chunk).toString()
      if (text.split(': still here').length > 3) break
    }
    expect(text).toContain(': still here\n\n')
    await vi.waitFor(() => expect(engine.listeners.size).toBe(0))
  })
})
