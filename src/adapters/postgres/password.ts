import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { DatabaseAddress } from './address.ts'
import type { DatabaseNames } from './errors.ts'
import { rdsToken } from './rds-token.ts'

/** What pg passes to a password function. */
interface Server {
  readonly host: string
  readonly port: number
}

/**
 * Supplies the password when the server asks for one. Always a function: without one, pg would look for a password by
 * itself. Throws `PortError` with `database-password-missing` if there is none.
 */
export const passwordSource =
  ({ password, user }: DatabaseAddress, names: DatabaseNames) =>
  async (server?: Server): Promise<string> => {
    if (password.kind === 'given') return password.text
    if (password.kind === 'rds-token' && server !== undefined)
      return rdsToken({ host: server.host, port: server.port, user, region: password.region }, names)
    throw new PortError('permanent', failure('database-password-missing', { ...names }))
  }
