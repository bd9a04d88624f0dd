import type { Parameters } from './address-parameters.ts'
import { isSocket, type DatabaseHost } from './database-host.ts'

/** Sources that fill the gaps of an address. */
export interface Surroundings {
  /** The environment variables of libpq: `PGHOST`, `PGPASSFILE` and so on. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The operating system's account; null if it has no name, or must not serve as the user. */
  readonly systemUser: string | null
  /** The default password file; null for none. */
  readonly passwordFile: string | null
  /** The service files, in the order in which they are searched. */
  readonly serviceFiles: readonly string[]
  readonly read: (path: string) => FileText
}

export type FileText =
  | { readonly state: 'read'; readonly text: string; readonly isOpenToOthers: boolean }
  | { readonly state: 'absent' }
  /** It exists, but is not a plain file or not readable for us. */
  | { readonly state: 'unusable' }

/** Nothing but the URL itself. */
export const noSurroundings: Surroundings = {
  environment: {},
  systemUser: null,
  passwordFile: null,
  serviceFiles: [],
  read: () => ({ state: 'absent' }),
}

/** The parameters of a service (PostgreSQL manual, "The Connection Service File"). */
export const serviceFrom = (
  name: string,
  { serviceFiles, read }: Surroundings,
  problems: string[],
): Parameters => {
  for (const path of serviceFiles) {
    const file = read(path)
    const found = file.state === 'read' ? readService(file.text, name) : null
    if (found !== null) return found
  }
  problems.push(
    'The service that the database URL or PGSERVICE names is in no service file; add it to ~/.pg_service.conf or the file that PGSERVICEFILE names.',
  )
  return {}
}

/** A section `[name]` of lines `parameter=value`; null if there is none of that name. */
const readService = (text: string, name: string): Parameters | null => {
  const found: Record<string, string> = {}
  let isInside = false
  let isThere = false
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('[')) {
      isInside = line === `[${name}]` && !isThere
      isThere ||= isInside
    } else if (isInside) {
      const place = line.indexOf('=')
      if (place > 0) found[line.slice(0, place).trim()] = line.slice(place + 1).trim()
    }
  }
  return isThere ? found : null
}

/** The password for this server; null if the file has none. libpq skips a file that others can read; we report it. */
export const passwordFrom = (
  named: string | null,
  server: { readonly hosts: readonly DatabaseHost[]; readonly database: string; readonly user: string },
  { passwordFile, read }: Surroundings,
  problems: string[],
): string | null => {
  const path = named ?? passwordFile
  if (path === null) return null
  const file = read(path)
  if (file.state !== 'read') return null
  if (file.isOpenToOthers) {
    problems.push('The password file can be read by others, so it is not used; run chmod 600 on it.')
    return null
  }
  for (const { host, port } of server.hosts) {
    const wanted = [isSocket(host) ? 'localhost' : host, String(port), server.database, server.user]
    for (const line of file.text.split('\n')) {
      const fields = splitLine(line.replace(/\r$/, ''))
      const password = fields[wanted.length]
      if (password === undefined || line.startsWith('#')) continue
      if (wanted.every((value, index) => fields[index] === '*' || fields[index] === value)) return password
    }
  }
  return null
}

/** `host:port:database:user:password`, where a backslash escapes the next character. */
const splitLine = (line: string): readonly string[] => {
  const fields = ['']
  for (let place = 0; place < line.length; place += 1) {
    const character = line[place] ?? ''
    const isEscape = character === '\\' && place + 1 < line.length
    if (isEscape) place += 1
    if (character === ':') fields.push('')
    else fields[fields.length - 1] += isEscape ? (line[place] ?? '') : character
  }
  return fields
}
