import { failure, FailureError } from '../../contract/failure.ts'
import type { Database } from './database.ts'

/** A version of a rejected message, and the message as it came, each sealed. */
export interface SealedVersion {
  readonly originId: string
  readonly sealedBody: Uint8Array
  /** What was made of it; see `versionName`. */
  readonly sealedVersion: Uint8Array
}

interface Row {
  readonly origin_id: string
  readonly sealed_body: Buffer
  readonly sealed_version: Buffer
}

/** Throws `FailureError` with `not-found` where there is no such version, or `PortError`. */
export const readVersion = async (
  database: Database,
  id: string,
  version: number,
): Promise<SealedVersion> => {
  const [row] = await database.query<Row>({
    text: `select r.origin_id, r.sealed_body, v.sealed_body as sealed_version
           from sluice.rejected r join sluice.repairs v on v.rejected_id = r.rejected_id
           where r.rejected_id = $1::bigint and v.version = $2`,
    values: [id, version],
  })
  if (row === undefined)
    throw new FailureError(failure('not-found', { what: 'version', id: `${version} of message ${id}` }))
  return { originId: row.origin_id, sealedBody: row.sealed_body, sealedVersion: row.sealed_version }
}
