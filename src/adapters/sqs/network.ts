import { rootCertificates } from 'node:tls'
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import { readCertificates } from '../pem-file.ts'

/** The way out of a network, if not direct. */
export interface Network {
  /** A file of certificates to trust besides those that Node knows; null for none. */
  readonly authorities: string | null
  /** The proxy for each kind of endpoint; null for none. */
  readonly httpProxy: string | null
  readonly httpsProxy: string | null
  /** Hosts that are reached directly, separated by commas. */
  readonly noProxy: string | null
}

export interface Timeouts {
  /** In milliseconds. */
  readonly connect: number
  readonly answer: number
}

/** Throws `PortError` with `queue-tls-file` if the certificates cannot be read. */
export const createDispatcher = (network: Network | null, { connect, answer }: Timeouts): Dispatcher => {
  const authorities = network?.authorities ?? null
  const tls = authorities === null ? {} : { ca: [...rootCertificates, readAuthorities(authorities)] }
  const options = {
    connections: 64,
    connect: { timeout: connect, ...tls },
    headersTimeout: answer,
    bodyTimeout: answer,
  }
  if (network === null || (network.httpProxy === null && network.httpsProxy === null))
    return new Agent(options)
  return new EnvHttpProxyAgent({
    ...options,
    requestTls: tls,
    // Always given, or it would read the environment itself.
    httpProxy: network.httpProxy ?? '',
    httpsProxy: network.httpsProxy ?? '',
    noProxy: network.noProxy ?? '',
  })
}

const readAuthorities = (path: string): string => {
  const file = readCertificates(path)
  if (file.ok) return file.text
  throw new PortError('permanent', failure('queue-tls-file', { path, code: file.code }))
}
