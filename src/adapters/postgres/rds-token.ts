import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { DatabaseNames } from './errors.ts'

export interface RdsLogin {
  readonly host: string
  readonly port: number
  readonly user: string
  /** Null for the one in the AWS configuration. */
  readonly region: string | null
}

/**
 * A token that serves as a password for AWS RDS for fifteen minutes. Making one needs only the source of the AWS
 * credentials. Throws `PortError` with `database-token-failed`.
 */
export const rdsToken = async (
  { host, port, user, region }: RdsLogin,
  names: DatabaseNames,
): Promise<string> => {
  // Loaded only if used: it knows every source of credentials, and few need it.
  const { Signer } = await import('@aws-sdk/rds-signer')
  try {
    const signer = new Signer({
      hostname: host,
      port,
      username: user,
      ...(region === null ? {} : { region }),
    })
    return await signer.getAuthToken()
  } catch (error) {
    const code = error instanceof Error ? error.name : 'Error'
    throw new PortError('permanent', failure('database-token-failed', { ...names, code }))
  }
}
