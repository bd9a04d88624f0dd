import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSite, type Ask, type Site } from './harness.ts'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

afterAll(() => site.stop())

const command: Ask = { path: '/api/commands/getSnapshot', method: 'POST', body: '{}' }
const routes: readonly Ask[] = [
  { path: '/' },
  { path: '/assets/index-1a2b.js' },
  { path: '/api/events' },
  { path: '/api/nothing' },
  command,
]

/** Sends exactly these bytes and returns what comes until the connection ends. */
const talk = async (text: string): Promise<string> => {
  const socket = site.connect().setEncoding('latin1')
  let answer = ''
  socket.on('data', (chunk: string) => (answer += chunk))
  socket.write(text)
  await once(socket, 'close')
  return answer
}

describe('the Host (B25)', () => {
  it.each([
    ...['evil.example', 'evil.example:80', 'evil.example:PORT', '127.0.0.1', '127.0.0.1:1', '127.0.0.1:'],
    ...['192.168.0.1:80', '192.168.0.1:PORT', 'localhost.evil:80', 'localhost.evil:PORT', 'localhost'],
    // Other spellings of this machine: each may point elsewhere, and our browsers use none of them.
    ...['localhost.:PORT', '127.1:PORT', '127.0.0.2:PORT', '2130706433:PORT', '0x7f000001:PORT', '0:PORT'],
    ...['0.0.0.0:PORT', '[::]:PORT', '[::ffff:127.0.0.1]:PORT', '127.0.0.1:0PORT', '127.0.0.1:+PORT'],
    ...['127.0.0.1:PORT:PORT', 'user@127.0.0.1:PORT', '127.0.0.1:PORT/', '127.0.0.1:PORT, evil.example'],
    ...['127.0.0.1.nip.io:PORT', '１２７.0.0.1:PORT'],
  ])('is refused on every address when it is "%s"', async (spelling) => {
    const host = Buffer.from(spelling.replaceAll('PORT', String(site.port))).toString('latin1')
    const before = site.engine.asked.length
    for (const route of routes)
      expect((await site.askAsPage({ ...route, headers: { Host: host } })).status).toBe(403)
    expect(site.engine.asked.length).toBe(before)
  })

  it('is refused if there is none', async () => {
    const socket = site.connect().setEncoding('utf8')
    socket.write('GET / HTTP/1.0\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [string]
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    socket.destroy()
  })

  it('is refused if a WebSocket is requested under a foreign name', async () => {
    const headers = { Host: 'evil.example', Connection: 'Upgrade', Upgrade: 'websocket' }
    expect((await site.askAsPage({ path: '/api/events', headers })).status).toBe(403)
  })

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('can be %s with the right port', async (name) => {
    const host = `${name}:${site.port}`
    expect((await site.ask({ path: '/', headers: { Host: host } })).status).toBe(200)
    const headers = { Host: host, Origin: `http://${host}` }
    expect((await site.askAsPage({ ...command, headers })).status).toBe(200)
  })
})

describe('the token (B26)', () => {
  it.each([
    ['none', undefined],
    ['an empty one', 'Bearer '],
    ['a wrong one', `Bearer ${'A'.repeat(43)}`],
    ['a short one', 'Bearer A'],
    ['another scheme', 'Basic QTpC'],
  ])('is asked for: %s is not enough', async (_, authorization) => {
    const before = site.engine.asked.length
    const headers: Record<string, string> = { 'Content-Type': 'application/json' }
    if (authorization !== undefined) headers.Authorization = authorization
    expect((await site.ask({ ...command, headers })).status).toBe(401)
    expect((await site.ask({ path: '/api/events', headers })).status).toBe(401)
    expect(site.engine.asked.length).toBe(before)
  })

  it.each([
    ['all but its end', (token: string) => `Bearer ${token.slice(0, -1)}`],
    ['its beginning', (token: string) => `Bearer ${token.slice(0, 8)}`],
    ['more than it', (token: string) => `Bearer ${token}A`],
    ['it twice', (token: string) => `Bearer ${token}${token}`],
    ['it in other letters', (token: string) => `Bearer ${token.toLowerCase()}`],
    ['it under another scheme', (token: string) => `Token ${token}`],
    ['it after a comma', (token: string) => `Bearer x, Bearer ${token}`],
    ['it in quotes', (token: string) => `Bearer "${token}"`],
  ])('is the whole token: %s is not enough', async (_, authorizationOf) => {
    const headers = { 'Content-Type': 'application/json', Authorization: authorizationOf(site.token) }
    expect((await site.ask({ ...command, headers })).status).toBe(401)
    expect((await site.ask({ path: '/api/events', headers })).status).toBe(401)
  })

  it.each([
    ['first', (token: string) => `Authorization: Bearer ${token}\r\nAuthorization: Bearer A\r\n`],
    ['second', (token: string) => `Authorization: Bearer A\r\nAuthorization: Bearer ${token}\r\n`],
  ])('in two headers, of which it is the %s, opens nothing that one would not', async (which, lines) => {
    // Node keeps the first of two; adding a second gains nothing.
    const answer = await talk(
      `POST ${command.path} HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\n${lines(site.token)}` +
        'Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
    )
    expect(answer).toMatch(which === 'first' ? /^HTTP\/1\.1 200 / : /^HTTP\/1\.1 401 /)
  })

  it.each([
    ['two lengths that differ', 'Content-Length: 2\r\nContent-Length: 40\r\n'],
    ['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n'],
    ['a length that is not a number', 'Content-Length: 2x\r\n'],
  ])('does not help a request with %s: it is refused before anything is read', async (_, lines) => {
    const before = site.engine.asked.length
    const answer = await talk(
      `POST ${command.path} HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\nAuthorization: Bearer ${site.token}\r\n` +
        `Content-Type: application/json\r\n${lines}\r\n{}GET / HTTP/1.1\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(site.engine.asked.length).toBe(before)
  })

  it('does not count in the query, in a cookie or in the body', async () => {
    const path = `${command.path}?token=${site.token}`
    const headers = { 'Content-Type': 'application/json', Cookie: `token=${site.token}` }
    const body = JSON.stringify({ token: site.token })
    expect((await site.ask({ path, method: 'POST', headers, body })).status).toBe(401)
  })

  it('is a new one at each start', async () => {
    const other = await openSite()
    try {
      expect(other.token).toMatch(/^[\w-]{43}$/)
      expect(other.token).not.toBe(site.token)
      const headers = { Authorization: `Bearer ${other.token}` }
      expect((await site.askAsPage({ ...command, headers })).status).toBe(401)
    } finally {
      await other.stop()
    }
  })

  it('is not needed for the files of the page, which contain no secret', async () => {
    expect((await site.ask({ path: '/' })).status).toBe(200)
  })
})

describe('the page that asks (B26)', () => {
  const origins = [
    ...['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost', 'https://127.0.0.1', ''],
    ...['https://127.0.0.1:PORT', 'http://127.0.0.1:PORT.evil.example', 'http://127.0.0.1:PORT/', 'file://'],
    ...['http://user@127.0.0.1:PORT', 'app://sluice', 'http://127.0.0.1:PORT, http://127.0.0.1:PORT'],
  ]
  const asks: readonly Ask[] = [
    command,
    { path: command.path },
    { path: '/api/downloads/x' },
    { path: '/api/events' },
    { path: '/api/session', method: 'POST' },
  ]

  it.each(origins)(
    'is refused with the Origin "%s" on reads, writes, events and the door, though it has the token',
    async (text) => {
      const origin = text.replaceAll('PORT', String(site.port))
      for (const ask of asks)
        expect((await site.askAsPage({ ...ask, headers: { Origin: origin } })).status).toBe(403)
    },
  )

  it('is refused with our own Origin under another of our names', async () => {
    const headers = { Origin: `http://localhost:${site.port}` }
    expect((await site.askAsPage({ ...command, headers })).status).toBe(403)
  })

  it.each(['cross-site', 'same-site', 'none', 'SAME-ORIGIN', 'same-origin, cross-site', ''])(
    'is refused when the browser calls it "%s"',
    async (kind) => {
      for (const ask of asks)
        expect((await site.askAsPage({ ...ask, headers: { 'Sec-Fetch-Site': kind } })).status).toBe(403)
    },
  )

  it('is refused if a read shows neither an Origin nor the token', async () => {
    expect((await site.ask({ path: '/api/events' })).status).toBe(401)
  })

  it('can be a program that says nothing about itself but has the token', async () => {
    const headers = { Authorization: `Bearer ${site.token}`, 'Content-Type': 'application/json' }
    expect((await site.ask({ ...command, headers })).status).toBe(200)
  })
})
