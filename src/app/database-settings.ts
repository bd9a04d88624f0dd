import { readFileSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { readAddress, type DatabaseAddress } from '../adapters/postgres/address.ts'
import type { FileText, Surroundings } from '../adapters/postgres/address-files.ts'

export interface DatabaseFlags {
  readonly databaseUrl?: string | undefined
  /** Only `built-in`. */
  readonly database?: string | undefined
  readonly databaseIam?: boolean | undefined
}

export type DatabaseSettings =
  /** `isChosen` if it was chosen and is not only the default. */
  | { readonly kind: 'embedded'; readonly isChosen?: boolean }
  | { readonly kind: 'remote'; readonly address: DatabaseAddress }

/** Whether a database was named. */
export const isNamed = (database: DatabaseSettings): boolean =>
  database.kind === 'remote' || database.isChosen === true

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The database that the command line or the environment names; a flag takes precedence over a variable. Libpq's own
 * variables and files complete a database that was named; by themselves they name none.
 *
 * @param isIam whether the environment asks for RDS tokens
 */
export const readDatabase = (
  flags: DatabaseFlags,
  environment: Environment,
  isIam: boolean,
  problems: string[],
): DatabaseSettings => {
  const sources = [
    { url: flags.databaseUrl, word: flags.database },
    {
      url: environment.DATABASE_URL || readUrlFile(environment, problems),
      word: environment.SLUICE_DATABASE || undefined,
    },
  ]
  const { url, word } = sources.find((source) => source.url !== undefined || source.word !== undefined) ?? {}
  if (url !== undefined && word !== undefined)
    problems.push('Name one database: a URL, or built-in with --database or SLUICE_DATABASE.')
  if (word !== undefined) {
    if (word === 'built-in') return { kind: 'embedded', isChosen: true }
    problems.push(
      '--database and SLUICE_DATABASE take only built-in; give a URL with --database-url or DATABASE_URL.',
    )
  }
  if (url === undefined) return { kind: 'embedded' }
  const read = readAddress(url, {
    surroundings: surroundingsOf(environment),
    rdsToken: flags.databaseIam ?? isIam,
  })
  if (read.ok) return { kind: 'remote', address: read.address }
  problems.push(...read.problems)
  return { kind: 'embedded' }
}

/** The content of the file that DATABASE_URL_FILE names: no process list and no environment shows it. */
const readUrlFile = ({ DATABASE_URL_FILE: path }: Environment, problems: string[]): string | undefined => {
  if (!path) return undefined
  const file = readPlainFile(path)
  const text = file.state === 'read' ? file.text.trim() : ''
  if (text === '') problems.push('The file that DATABASE_URL_FILE names cannot be read, or is empty.')
  return text || undefined
}

/** Where libpq looks (PostgreSQL manual, "Environment Variables", "The Password File", "The Connection Service File"). */
const surroundingsOf = (environment: Environment): Surroundings => {
  const isWindows = process.platform === 'win32'
  const folder = isWindows ? join(environment.APPDATA ?? homedir(), 'postgresql') : homedir()
  const system = environment.PGSYSCONFDIR || null
  return {
    environment,
    systemUser: accountName(),
    passwordFile: join(folder, isWindows ? 'pgpass.conf' : '.pgpass'),
    serviceFiles: [
      environment.PGSERVICEFILE || join(folder, '.pg_service.conf'),
      ...(system === null ? [] : [join(system, 'pg_service.conf')]),
    ],
    read: readPlainFile,
  }
}

/** An account can have no name, as in many containers. */
const accountName = (): string | null => {
  try {
    return userInfo().username
  } catch {
    return null
  }
}

/** A named pipe would block for ever, so only plain files are read. */
const readPlainFile = (path: string): FileText => {
  try {
    const found = statSync(path)
    if (!found.isFile()) return { state: 'unusable' }
    const isOpenToOthers = process.platform !== 'win32' && (found.mode & 0o077) !== 0
    return { state: 'read', text: readFileSync(path, 'utf8'), isOpenToOthers }
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isAbsent ? { state: 'absent' } : { state: 'unusable' }
  }
}
