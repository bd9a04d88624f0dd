import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf, openSite, type Reply, type Site } from './harness.ts'

let site: Site
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.stop())

const redeem = (link: string): Promise<Reply> =>
  site.ask({ path: '/api/session', method: 'POST', headers: { Authorization: `Bearer ${codeOf(link)}` } })

const tokenIn = ({ text }: Reply): string => (JSON.parse(text) as { value: { token: string } }).value.token

const askWith = (token: string): Promise<Reply> =>
  site.askAsPage({
    path: '/api/commands/getSnapshot',
    method: 'POST',
    body: '{}',
    headers: { Authorization: `Bearer ${token}` },
  })

describe('a link to the page (B33)', () => {
  it('opens it once: the code is not a token, and the token is not the code', async () => {
    const link = site.server.link()
    expect((await askWith(codeOf(link))).status).toBe(401)
    const token = tokenIn(await redeem(link))
    expect(token).not.toBe(codeOf(link))
    expect((await askWith(token)).status).toBe(200)
    expect((await askWith(token)).status).toBe(200)
    expect((await redeem(site.server.link().replace(/.$/, ''))).status).toBe(401)
    expect(site.takenLinks()).toBe(0)
  })

  it('that is opened a second time shuts out both, ends their streams, and the host is told', async () => {
    const link = site.server.link()
    const token = tokenIn(await redeem(link))
    const socket = site.connect()
    socket.write(
      `GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    )
    await once(socket, 'data')
    socket.resume()
    const ended = once(socket, 'end')
    const second = await redeem(link)
    expect(second.status).toBe(410)
    expect(second.text).not.toContain('token":')
    await ended
    expect((await askWith(token)).status).toBe(410)
    expect(site.takenLinks()).toBe(1)
    // A third try tells the host again; the pages of other links continue.
    expect((await redeem(link)).status).toBe(410)
    expect((await askWith(site.token)).status).toBe(200)
    expect((await askWith(tokenIn(await redeem(site.server.link())))).status).toBe(200)
  })

  it('is opened by one of twenty simultaneous tries', async () => {
    const link = site.server.link()
    const replies = await Promise.all(Array.from({ length: 20 }, () => redeem(link)))
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(19).fill(410)])
  })

  it('is not used up by a wrong request', async () => {
    const link = site.server.link()
    const headers = { Authorization: `Bearer ${codeOf(link)}` }
    for (const ask of [
      { path: '/api/session', headers },
      { path: '/api/session', method: 'POST', headers: { ...headers, 'Sec-Fetch-Site': 'cross-site' } },
      { path: '/api/session', method: 'POST', headers: { ...headers, Origin: 'https://evil.example' } },
      { path: '/api/session', method: 'POST', headers: { ...headers, Host: 'evil.example' } },
      { path: `/api/session?token=${codeOf(link)}`, method: 'POST' },
      { path: '/api/session', method: 'POST', headers: { Cookie: `token=${codeOf(link)}` } },
    ])
      expect((await site.ask(ask)).status).not.toBe(200)
    expect((await redeem(link)).status).toBe(200)
  })
})
