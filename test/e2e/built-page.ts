import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { safeHeaders } from '../../src/page/page-headers.ts'
import { openPageFiles } from '../../src/page/page-files.ts'
import { root } from './host.ts'

const origin = 'http://page.localhost'

/** Serves the built page to one browser page, without a server. Returns its address. */
export const serveBuiltPage = async (page: Page): Promise<string> => {
  const files = openPageFiles(join(root, 'out/renderer'))
  await page.route(`${origin}/**`, async (route) => {
    const file = await files.find(new URL(route.request().url()).pathname)
    if (file === null) return route.fulfill({ status: 404 })
    return route.fulfill({ body: file.bytes, contentType: file.type, headers: safeHeaders })
  })
  return `${origin}/`
}
