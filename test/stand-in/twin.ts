/*
 * Plain Chromium opens no address of a custom scheme. So each has a twin that it does open, under a name that exists
 * nowhere (RFC 6761): app://sluice/x is https://sluice.app.invalid/x. Main and its handlers only ever see the former.
 */

const twinHost = /^(.+)\.([a-z][a-z0-9+-]*)\.invalid$/

/** The twin of an address of a custom scheme; other addresses stay as they are. */
export const toTwin = (address: string): string => {
  const url = new URL(address)
  if (/^(https?|about|data|blob|file|chrome):$/.test(url.protocol)) return address
  return `https://${url.host}.${url.protocol.slice(0, -1)}.invalid${url.pathname}${url.search}${url.hash}`
}

/** The address that a twin represents; other addresses stay as they are. */
export const fromTwin = (address: string): string => {
  const url = URL.parse(address)
  const [, host, scheme] = twinHost.exec(url?.hostname ?? '') ?? []
  if (url === null || host === undefined || scheme === undefined) return address
  return `${scheme}://${host}${url.pathname}${url.search}${url.hash}`
}

/** An address's origin as Electron gives it, for schemes registered as standard. */
export const originOf = (address: string): string => {
  const url = URL.parse(address)
  if (url === null || /^(about|data|blob|file|javascript):$/.test(url.protocol)) return 'null'
  return `${url.protocol}//${url.host}`
}
