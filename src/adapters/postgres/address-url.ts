import type { Parameters } from './address-parameters.ts'

/** Why anything but a PostgreSQL URL cannot be read. */
const notDatabaseUrl = 'The database URL is not valid; write it like postgres://user@localhost:5432/postgres.'

export type SplitUrl =
  | { readonly ok: true; readonly parameters: Parameters }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Takes a URL apart into libpq's parameters: `postgres://user:password@host:port,host:port/dbname?name=value`. The
 * usual reader of URLs knows neither several hosts nor a socket's folder as a host. Parameters after the `?` override
 * the parts before it, as in libpq.
 */
export const splitUrl = (url: string): SplitUrl => {
  const parts = /^postgres(?:ql)?:\/\/([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/is.exec(url.trim())
  if (parts === null) return { ok: false, problems: [notDatabaseUrl] }
  const [, authority = '', path = '', query = ''] = parts
  const problems = new Set<string>()
  const decode = (text: string): string => {
    const decoded = decodeText(text)
    if (decoded === null) problems.add('A % in the database URL is written %25; correct it.')
    // Control characters are in no name, and a NUL would end a value early in the protocol.
    if (decoded !== null && /\p{Cc}/u.test(decoded))
      problems.add('The database URL has a control character in it; take it out.')
    return decoded ?? ''
  }
  // The last @, as a password may contain an unencoded one.
  const at = authority.lastIndexOf('@')
  const [user, password] = cutAt(authority.slice(0, Math.max(at, 0)), ':')
  const places = splitHosts(authority.slice(at + 1))
  const ahead = {
    user: decode(user),
    password: decode(password),
    host: places.hosts.map(decode).join(','),
    port: places.ports.map(decode).join(','),
    dbname: decode(path),
  }
  if (places.isOdd) problems.add(notDatabaseUrl)
  const behind: Record<string, string> = {}
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [name, value] = cutAt(pair, '=').map(decode)
    if (name === undefined || value === undefined) continue
    if (Object.hasOwn(behind, name))
      problems.add('The database URL says one thing twice after the ?; keep one of the two.')
    behind[name] = value
  }
  if (problems.size > 0) return { ok: false, problems: [...problems] }
  const said = Object.entries(ahead).filter(([, value]) => /[^,]/.test(value))
  return { ok: true, parameters: { ...Object.fromEntries(said), ...behind } }
}

/** Null if a % does not start an escape, or the bytes are not UTF-8. */
const decodeText = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

const cutAt = (text: string, mark: string): readonly [before: string, behind: string] => {
  const place = text.indexOf(mark)
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)]
}

/** Hosts and ports, as many of the one as of the other; a host without a port has an empty one. */
const splitHosts = (text: string) => {
  const places = text
    .split(',')
    .map((place) => /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/.exec(place.replace(/^\[(.*)\](?=:|$)/, '[$1]')))
  return {
    hosts: places.map((place) => place?.[1] ?? place?.[2] ?? ''),
    ports: places.map((place) => place?.[3] ?? ''),
    isOdd: places.includes(null),
  }
}
