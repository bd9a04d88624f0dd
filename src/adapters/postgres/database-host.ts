import { isIP } from 'node:net'

/** One place where the server can be. A host that begins with `/` is the folder of a Unix socket. */
export interface DatabaseHost {
  readonly host: string
  readonly port: number
}

export const isSocket = (host: string): boolean => host.startsWith('/')

/** This machine, where clear text is as safe as TLS. Names under .localhost are loopback (RFC 6761). */
export const isLoopback = (host: string): boolean =>
  isSocket(host) ||
  /^(?:.+\.)?localhost\.?$/i.test(host) ||
  (isIP(host) === 4 && host.startsWith('127.')) ||
  host === '::1'

export const showHost = ({ host, port }: DatabaseHost): string =>
  isSocket(host) ? `${host}/.s.PGSQL.${port}` : `${host.includes(':') ? `[${host}]` : host}:${port}`
