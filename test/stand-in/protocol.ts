import type { CustomScheme, Protocol } from 'electron'
import { demandReady, isReady } from './readiness.ts'

type Handler = Parameters<Protocol['handle']>[1]

const handlers = new Map<string, Handler>()
let registered: readonly CustomScheme[] | null = null

export const protocol: Pick<
  Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
> = {
  registerSchemesAsPrivileged: (schemes) => {
    if (isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    if (registered !== null) throw new Error('protocol.registerSchemesAsPrivileged can only be called once')
    registered = schemes
  },
  handle: (scheme, handler) => {
    demandReady('protocol.handle cannot be called')
    if (handlers.has(scheme)) throw new Error(`The scheme '${scheme}' has been handled`)
    const privileges = registered?.find((one) => one.scheme === scheme)?.privileges
    // Its twin is an https: page: with an origin, secure, and free to fetch.
    if (!privileges?.standard || !privileges.secure || !privileges.supportFetchAPI) {
      throw new Error(
        `The stand-in for Electron handles only standard, secure schemes with fetch: '${scheme}' is not`,
      )
    }
    handlers.set(scheme, handler)
  },
  unhandle: (scheme) => {
    handlers.delete(scheme)
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
}

/** Main's answer to a request of a custom scheme. */
export const answerScheme = async (request: Request): Promise<Response> => {
  const handler = handlers.get(new URL(request.url).protocol.slice(0, -1))
  if (handler === undefined) return new Response(null, { status: 404 })
  return handler(request)
}
