import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptySnapshot } from '../../src/contract/snapshot.ts'
import { openSite, type Site } from './harness.ts'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

afterAll(() => site.stop())

const path = '/api/commands/getSnapshot'

describe('a command over HTTP', () => {
  it("is answered with the engine's Result", async () => {
    const reply = await site.askAsPage({ path, method: 'POST', body: '{}' })
    expect(reply.status).toBe(200)
    expect(JSON.parse(reply.text)).toEqual({ ok: true, value: emptySnapshot })
  })

  it('is answered with 200 and the failure if the engine refuses', async () => {
    const reply = await site.askAsPage({
      path: '/api/commands/startRun',
      method: 'POST',
      body: '{"until":"empty"}',
    })
    expect(reply.status).toBe(200)
    expect(JSON.parse(reply.text)).toMatchObject({ ok: false, failure: { code: 'not-ready' } })
    expect(site.engine.asked.at(-1)).toEqual({ name: 'startRun', input: { until: 'empty' } })
  })

  it.each(['nothing', '__proto__', 'constructor', 'toString', 'getsnapshot', 'getSnapshot/', ''])(
    'is not found when it is named "%s"',
    async (name) => {
      const reply = await site.askAsPage({ path: `/api/commands/${name}`, method: 'POST', body: '{}' })
      expect(reply.status).toBe(404)
      expect(JSON.parse(reply.text)).toMatchObject({ ok: false, failure: { code: 'command-invalid' } })
    },
  )

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('is not accepted by %s', async (method) => {
    const reply = await site.askAsPage({ path, method })
    expect(reply.status).toBe(405)
    expect(reply.headers.allow).toBe('POST')
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'is not asked in %s, which a foreign form can send',
    async (type) => {
      const reply = await site.askAsPage({
        path,
        method: 'POST',
        headers: { 'Content-Type': type },
        body: '{}',
      })
      expect(reply.status).toBe(415)
    },
  )

  it.each(['', '{', 'null', '1', '"a"', '[]', '[{}]'])('takes one object, and not %s', async (body) => {
    const before = site.engine.asked.length
    const reply = await site.askAsPage({ path, method: 'POST', body })
    expect(reply.status).toBe(400)
    expect(site.engine.asked.length).toBe(before)
  })

  it('takes no more than 4 MiB, announced or not', async () => {
    const before = site.engine.asked.length
    const body = JSON.stringify({ text: 'x'.repeat(4 * 1024 * 1024) })
    const announced = { 'Content-Length': String(body.length) }
    expect((await site.askAsPage({ path, method: 'POST', headers: announced, body })).status).toBe(413)
    const streamed = { 'Transfer-Encoding': 'chunked' }
    expect((await site.askAsPage({ path, method: 'POST', headers: streamed, body })).status).toBe(413)
    expect(site.engine.asked.length).toBe(before)
  })

  it.each([
    ['lists', '['.repeat(40_000), ']'.repeat(40_000)],
    ['objects', '{"a":'.repeat(40_000), '}'.repeat(40_000)],
  ])('may hold 40,000 levels of %s, and the next one is answered', async (_, open, close) => {
    const body = `{"x":${open}${open.endsWith(':') ? '1' : ''}${close}}`
    const reply = await site.askAsPage({ path, method: 'POST', body })
    expect([200, 400]).toContain(reply.status)
    expect((await site.askAsPage({ path, method: 'POST', body: '{}' })).status).toBe(200)
  })

  it('takes an input just under the limit', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(4 * 1024 * 1024 - 11) })
    expect(body.length).toBe(4 * 1024 * 1024)
    expect((await site.askAsPage({ path, method: 'POST', body })).status).toBe(200)
  })
})
