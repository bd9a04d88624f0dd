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

describe('the Host (B25)', () => {
  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '127.0.0.1:1',
    '192.168.0.1:80',
    'localhost.evil:80',
  ])('is refused on every address when it is "%s"', async (host) => {
    const before = site.engine.asked.length
    for (const route of routes)
      expect((await site.askAsPage({ ...route, headers: { Host: host } })).status).toBe(403)
    expect(site.engine.asked.length).toBe(before)
  })

  it('is refused when there is none', async () => {
    const socket = site.connect().setEncoding('utf8')
    socket.write('GET / HTTP/1.0\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [string]
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    socket.destroy()
  })

  it('is refused when a WebSocket is asked for under a foreign name', async () => {
    const headers = { Host: 'evil.example', Connection: 'Upgrade', Upgrade: 'websocket' }
    expect((await site.askAsPage({ path: '/api/events', headers })).status).toBe(403)
  })

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('may be %s with the right port', async (name) => {
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

  it('does not count in the query, in a cookie or in the body', async () => {
    const path = `${command.path}?token=${site.token}`
    const headers = { 'Content-Type': 'application/json', Cookie: `token=${site.token}` }
    const body = JSON.stringify({ token: site.token })
    expect((await site.ask({ path, method: 'POST', headers, body })).status).toBe(401)
  })

  it('is another one at each start', async () => {
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

  it('is not needed for the files of the page, which hold no secret', async () => {
    expect((await site.ask({ path: '/' })).status).toBe(200)
  })
})

describe('the page that asks (B26)', () => {
  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost', 'https://127.0.0.1'])(
    'is refused with the Origin %s, though it has the token',
    async (origin) => {
      expect((await site.askAsPage({ ...command, headers: { Origin: origin } })).status).toBe(403)
    },
  )

  it('is refused with an Origin of our own under another of our names', async () => {
    const headers = { Origin: `http://localhost:${site.port}` }
    expect((await site.askAsPage({ ...command, headers })).status).toBe(403)
  })

  it.each(['cross-site', 'same-site', 'none'])('is refused when the browser calls it %s', async (kind) => {
    const headers = { 'Sec-Fetch-Site': kind }
    expect((await site.askAsPage({ ...command, headers })).status).toBe(403)
    expect((await site.askAsPage({ path: '/api/events', headers })).status).toBe(403)
  })

  it('is refused when a read shows neither an Origin nor the token', async () => {
    expect((await site.ask({ path: '/api/events' })).status).toBe(401)
  })

  it('may be a program that says nothing of itself but has the token', async () => {
    const headers = { Authorization: `Bearer ${site.token}`, 'Content-Type': 'application/json' }
    expect((await site.ask({ ...command, headers })).status).toBe(200)
  })
})
