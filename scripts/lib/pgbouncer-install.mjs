import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { aptInstall } from './apt.mjs'
import { say } from './say.mjs'

const isThere = () =>
  ['/usr/sbin', '/usr/local/sbin', ...(process.env.PATH ?? '').split(delimiter)].some((folder) =>
    existsSync(join(folder, 'pgbouncer')),
  )

/**
 * Provides a PgBouncer for the tests that put one in front of PostgreSQL; without one they report it and are skipped.
 */
export const ensurePgBouncer = async () => {
  if (isThere()) return
  await aptInstall(
    'pgbouncer',
    'No PgBouncer found; installing the one of the system (apt-get install pgbouncer).',
  )
  if (!isThere()) say('No PgBouncer could be installed; the tests that need one are skipped.')
}
