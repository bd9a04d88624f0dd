import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indexHtml, openSite, type Site } from './harness.ts'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

afterAll(() => site.stop())

describe('the files of the page', () => {
  it('are served with their types', async () => {
    const page = await site.ask({ path: '/' })
    expect(page).toMatchObject({ status: 200, text: indexHtml })
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    const script = await site.ask({ path: '/assets/index-1a2b.js' })
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
  })

  it('are served without their content to HEAD', async () => {
    const reply = await site.ask({ path: '/', method: 'HEAD' })
    expect(reply).toMatchObject({ status: 200, text: '' })
    expect(reply.headers['content-length']).toBe(String(indexHtml.length))
  })

  it('cannot be written', async () => {
    expect((await site.ask({ path: '/', method: 'PUT', body: 'x' })).status).toBe(405)
  })

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/..\\..\\secret.txt',
    '//secret.txt',
    '/assets//index-1a2b.js',
    '/assets/./index-1a2b.js',
    '/assets/index-1a2b.js%00',
    '/%69ndex.html',
    '/assets',
    '/assets/',
    '/assets/link.txt',
    '/etc/passwd',
    '*',
    'file:///etc/passwd',
    'http://127.0.0.1/secret.txt',
    '/.%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%252e%252e/secret.txt',
    '/..%c0%afsecret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/..;/secret.txt',
    '/assets/..%00/secret.txt',
    '/./../secret.txt',
    '/....//secret.txt',
    '/index.html/../../secret.txt',
    '/__proto__',
    '/constructor',
    '/ASSETS/index-1a2b.js',
    '/assets/index-1a2b.js/',
  ])('are the only ones: %s is not found', async (path) => {
    const reply = await site.ask({ path })
    expect(reply.status).toBe(404)
    expect(reply.text).not.toContain('secret')
  })
})

describe('every response', () => {
  it.each(['/', '/nothing', '/api/events', '/api/nothing'])(
    'to %s carries the headers that confine a page',
    async (path) => {
      const { headers } = await site.ask({ path })
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/,
      )
      expect(headers['content-security-policy']).not.toContain('unsafe')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['access-control-allow-origin']).toBeUndefined()
    },
  )

  it('from the engine is kept by no cache', async () => {
    const reply = await site.askAsPage({ path: '/api/commands/getSnapshot', method: 'POST', body: '{}' })
    expect(reply.headers['cache-control']).toBe('no-store')
  })
})
