import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'
import type { BuiltInAddresses } from '../contract/settings.ts'
import { tryWhileHeldNow } from '../system/rename-again.ts'
import { secretPath } from './secret-file.ts'
import type { Targets } from './targets.ts'

/**
 * How other programs reach the built-in queue and database. The database's password is in its own file beside the other
 * secrets, in the form that libpq reads (PostgreSQL manual, "The Password File"), so that no command line and no history of a
 * shell has it.
 *
 * Throws `FailureError` with `not-ready` if one of the two is not built in, or `data-folder-unusable`.
 */
export const builtInAddresses = (
  { queue, database }: Pick<Targets, 'queue' | 'database'>,
  dataFolder: string,
  platform: NodeJS.Platform = process.platform,
): BuiltInAddresses => {
  const { hosts, user, database: name, password } = database.address
  if (!queue.embedded || !database.embedded || password.kind !== 'given')
    throw new FailureError(failure('not-ready'))
  const [{ host, port }] = hosts
  const file = secretPath(dataFolder, 'pgpass')
  write(file, `${[host, String(port), name, user, password.text].map(passwordField).join(':')}\n`)
  const parameters = Object.entries({ host, port: String(port), dbname: name, user })
    .map(([parameter, value]) => `${parameter}=${connectionValue(value)}`)
    .join(' ')
  return {
    queue: queue.names.endpoint,
    psql:
      platform === 'win32'
        ? `$env:PGPASSFILE=${powerShellText(file)}; psql ${powerShellText(parameters)}`
        : `PGPASSFILE=${shellText(file)} psql ${shellText(parameters)}`,
  }
}

const passwordField = (text: string): string => text.replace(/[\\:]/g, '\\$&')

/** A value of a connection string (PostgreSQL manual, "Connection Strings"). */
const connectionValue = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replace(/[\\']/g, '\\$&')}'`

/** One word for a shell (POSIX, 2.2.2). */
const shellText = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const powerShellText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Writes the file completely or not at all. */
const write = (path: string, text: string): void => {
  const part = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(part, text, { mode: 0o600, flag: 'wx' })
    tryWhileHeldNow(() => renameSync(part, path))
  } catch (error) {
    rmSync(part, { force: true })
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal'
    throw new FailureError(failure('data-folder-unusable', { path: dirname(path), code }))
  }
}
