import { protocol } from 'electron'
import type { PageFiles } from '../page/page-files.ts'
import { safeHeaders } from '../page/page-headers.ts'

const scheme = 'app'
const host = 'sluice'

/** The origin of the page's frames. */
export const pageOrigin = `${scheme}://${host}`

/** Where the page is. */
export const pageUrl = `${pageOrigin}/`

/** Makes `app:` a scheme like `https:`: with origins, a secure context and a code cache. Only before the app is ready. */
export const registerPageScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Answers every `app:` address: a file of the page, or 404. Only after the app is ready. */
export const servePage = (files: PageFiles): void => {
  protocol.handle(scheme, async (request) => {
    const url = URL.parse(request.url)
    const file = request.method === 'GET' && url?.host === host ? await files.find(url.pathname) : null
    if (file === null)
      return new Response('Not found', { status: 404, headers: answerHeaders('text/plain; charset=utf-8') })
    return new Response(new Uint8Array(file.bytes), { headers: answerHeaders(file.type) })
  })
}

const answerHeaders = (type: string): Record<string, string> => ({ ...safeHeaders, 'Content-Type': type })
