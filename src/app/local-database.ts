import { settleRoles, workingRole } from '../adapters/postgres/built-in-roles.ts'
import { startLocalPostgres, type LocalPostgres } from '../embedded/local-postgres.ts'
import { loadSecret } from './key-ring.ts'
import { databaseFolder } from './log-place.ts'

/**
 * Starts the built-in PostgreSQL, to be used by the role that owns only what Sluice works on. The password of the role
 * that can do everything is used only to set up the other one.
 *
 * Throws `FailureError` or `PortError`, after stopping what it started.
 */
export const openLocalDatabase = async (dataFolder: string): Promise<LocalPostgres> => {
  const worker = loadSecret(dataFolder, 'database.secret')
  const owner = loadSecret(dataFolder, 'database-owner.secret')
  const server = await startLocalPostgres(databaseFolder(dataFolder), owner)
  const urls = {
    worker: server.urlFor(workingRole, worker),
    owner: server.urlFor('sluice', owner),
    // Former versions had one role with one password.
    formerOwner: server.urlFor('sluice', worker),
  }
  try {
    await settleRoles(urls, { worker, owner })
    return { ...server, url: urls.worker }
  } catch (error) {
    await server.close()
    throw error
  }
}
