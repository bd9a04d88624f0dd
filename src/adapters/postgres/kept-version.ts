import { failure, FailureError } from '../../contract/failure.ts'
import type { VersionOutcome } from '../../contract/repair-history.ts'
import type { Database } from './database.ts'

/** A version of a rejected message, with its text as it is sealed. */
export interface KeptVersion {
  /** 0 for the message as it came. */
  readonly version: number
  /** The newest of all, whoever made it. */
  readonly newest: number
  /** Null for the message as it came, and if it was not sent. */
  readonly outcome: VersionOutcome | null
  /** Whether a rule made it. */
  readonly isByRule: boolean
  /** Null for the message as it came. */
  readonly sealedBody: Buffer | null
}

interface Row {
  readonly newest: number
  readonly version: number | null
  readonly outcome: VersionOutcome | null
  readonly is_by_rule: boolean | null
  readonly sealed_body: Buffer | null
}

/**
 * One version of a message; if none is named, the one to go on from: a person's latest version that was not taken
 * back, or else the message as it came. Throws `FailureError` with `not-found` for a version that does not exist, or
 * `PortError`.
 */
export const readVersion = async (
  database: Database,
  rejectedId: string,
  wanted: number | null,
): Promise<KeptVersion> => {
  const [row] = await database.query<Row>({
    text: `select n.newest, v.version, v.outcome, v.rule_id is not null as is_by_rule, v.sealed_body
           from (select coalesce(max(version), 0) as newest from sluice.repairs where rejected_id = $1::bigint) n
           left join sluice.repairs v on v.rejected_id = $1::bigint and v.version = coalesce($2::integer, (
             select max(version) from sluice.repairs
             where rejected_id = $1::bigint and rule_id is null and outcome is distinct from 'taken-back'
           ))`,
    values: [rejectedId, wanted],
  })
  const newest = row?.newest ?? 0
  if (row == null || row.version === null) {
    if ((wanted ?? 0) !== 0)
      throw new FailureError(
        failure('not-found', { what: 'version', id: `${wanted} of message ${rejectedId}` }),
      )
    return { version: 0, newest, outcome: null, isByRule: false, sealedBody: null }
  }
  const { version, outcome, is_by_rule: isByRule, sealed_body: sealedBody } = row
  return { version, newest, outcome, isByRule: isByRule === true, sealedBody }
}
