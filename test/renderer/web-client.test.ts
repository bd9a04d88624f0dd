import { describe, expect, test } from 'vitest'
import type { Frame } from '../../src/contract/events.ts'
import type { Link } from '../../src/renderer/client/page-client.ts'
import { codeInHash, type Pass } from '../../src/renderer/client/token.ts'
import { createWebClient } from '../../src/renderer/client/web-client.ts'

type Answer = () => Response | Promise<Response>

const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status })
const frame = (seq: number): Frame => ({ seq, events: [] })
const never = () => new Promise<never>(() => undefined)

/** A host whose server gives these answers to these addresses, the last one for ever; without one it is unreachable. */
const hostOf = (
  answers: Readonly<Record<string, readonly Answer[]>>,
  pass: Pass = { state: 'open', token: 'secret' },
) => {
  const asked: { readonly path: string; readonly init: RequestInit | undefined }[] = []
  const pauses: number[] = []
  const host = {
    pass: Promise.resolve(pass),
    fetch: (input: RequestInfo | URL, init?: RequestInit) => {
      const path = input instanceof Request ? input.url : input.toString()
      const list = answers[path] ?? []
      const answer = list[Math.min(asked.filter((one) => one.path === path).length, list.length - 1)]
      asked.push({ path, init })
      return answer === undefined
        ? Promise.reject(new TypeError('fetch failed'))
        : Promise.resolve().then(answer)
    },
    sleep: (ms: number) => {
      pauses.push(ms)
      return pauses.length < 4 ? Promise.resolve() : never()
    },
  }
  return { host, asked, pauses }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('a command over HTTP', () => {
  test('is a POST with the token and the input, answered by its result', async () => {
    const { host, asked } = hostOf({
      '/api/commands/startRun': [() => json({ ok: true, value: { runId: 'r' } })],
    })
    const result = await createWebClient(host).send('startRun', { until: 'empty' })
    expect(result).toEqual({ ok: true, value: { runId: 'r' } })
    expect(asked[0]?.init).toMatchObject({
      method: 'POST',
      headers: { Authorization: 'Bearer secret', 'Content-Type': 'application/json' },
      body: '{"until":"empty"}',
    })
  })

  test('fails as not ready if the server cannot be reached', async () => {
    const result = await createWebClient(hostOf({}).host).send('stopRun', {})
    expect(result).toEqual({ ok: false, failure: { code: 'not-ready', details: {} } })
  })

  test('fails as internal if the answer is not a result', async () => {
    const { host } = hostOf({ '/api/commands/stopRun': [() => json({ error: 'what?' }, 500)] })
    const result = await createWebClient(host).send('stopRun', {})
    expect(result).toEqual({ ok: false, failure: { code: 'internal', details: { code: 'HTTP 500' } } })
  })

  test('that is not let in means that the server was started again', async () => {
    const { host } = hostOf({ '/api/commands/stopRun': [() => new Response('', { status: 401 })] })
    const client = createWebClient(host)
    const links: Link[] = []
    client.watchLink((link) => links.push(link))
    expect(await client.send('stopRun', {})).toMatchObject({ ok: false })
    expect(links).toEqual(['lost', 'restarted'])
  })

  test('that is answered with 410 means that someone else opened the link (B33)', async () => {
    const { host } = hostOf({ '/api/commands/stopRun': [() => new Response('', { status: 410 })] })
    const client = createWebClient(host)
    const links: Link[] = []
    client.watchLink((link) => links.push(link))
    expect(await client.send('stopRun', {})).toMatchObject({ ok: false })
    expect(links).toEqual(['lost', 'taken'])
  })

  test('is not even sent without a token', async () => {
    for (const state of ['expired', 'taken'] as const) {
      const { host, asked } = hostOf({}, { state })
      const client = createWebClient(host)
      const links: Link[] = []
      client.watchLink((link) => links.push(link))
      client.listen(() => undefined)
      expect(await client.send('getSnapshot', {})).toMatchObject({ ok: false })
      expect([asked, links]).toEqual([[], ['lost', state]])
    }
  })
})

describe('frames over server-sent events', () => {
  test('reach the listener, and the link opens and is lost with the stream', async () => {
    const { host } = hostOf({
      '/api/events': [() => new Response(`: hello\n\ndata: ${JSON.stringify(frame(7))}\n\n`), never],
    })
    const client = createWebClient(host)
    const links: Link[] = []
    const frames: Frame[] = []
    client.watchLink((link) => links.push(link))
    client.listen((one) => frames.push(one))
    await settle()
    expect(frames).toEqual([frame(7)])
    expect(links).toEqual(['lost', 'open', 'lost'])
  })

  test('are requested again after ever longer pauses while nothing answers', async () => {
    const { host, pauses } = hostOf({})
    createWebClient(host).listen(() => undefined)
    await settle()
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000])
  })

  test('are not requested again once the server was started again', async () => {
    const { host, asked, pauses } = hostOf({ '/api/events': [() => new Response('', { status: 401 })] })
    const client = createWebClient(host)
    const links: Link[] = []
    client.watchLink((link) => links.push(link))
    client.listen(() => undefined)
    await settle()
    expect([links, asked.length, pauses]).toEqual([['lost', 'restarted'], 1, []])
  })
})

test('a code is read from the fragment and from nothing else', () => {
  expect(codeInHash('#token=aB3_-x')).toBe('aB3_-x')
  expect(codeInHash('#/rows')).toBeNull()
  expect(codeInHash('#token=')).toBeNull()
})
