import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../src/page/page-headers.ts'

it('allows the page the same by header as by its own meta tag', async () => {
  const html = await readFile(new URL('../../src/renderer/index.html', import.meta.url), 'utf8')
  const [, meta] = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html) ?? []
  expect(contentSecurityPolicy).toBe(`${meta}; frame-ancestors 'none'`)
})
