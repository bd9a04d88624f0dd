import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** The names under which this machine reaches itself. Another name means that a foreign one was pointed here (DNS rebinding). */
const ownNames = ['127.0.0.1', 'localhost', '[::1]'] as const

/** Whether the request was made for this server under one of the machine's own names. */
export const isOwnHost = (headers: IncomingHttpHeaders, port: number): boolean =>
  ownNames.some((name) => headers.host?.toLowerCase() === `${name}:${port}`)

/** The code or token that a request carries; empty if there is none. It counts in this header and nowhere else. */
export const bearerOf = (headers: IncomingHttpHeaders): string =>
  /^Bearer ([\w-]+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''

/**
 * Whether the request may come from our own page. Browsers send the origin of the page that asks (`Origin`, on every
 * write) and its relation to us (`Sec-Fetch-Site`, on every request); both must be ours if present. A program that
 * sends neither has shown the token, which no foreign page can know.
 */
export const isOwnPage = (headers: IncomingHttpHeaders): boolean => {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  return (
    headers.origin === undefined || headers.origin.toLowerCase() === `http://${headers.host?.toLowerCase()}`
  )
}

/** Secrets are stored and compared as digests, so that the time taken reveals neither them nor their length. */
export const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether two digests are equal; the time taken does not depend on where they differ. */
export const isSame = (one: Buffer | null, other: Buffer): boolean =>
  one !== null && timingSafeEqual(one, other)
