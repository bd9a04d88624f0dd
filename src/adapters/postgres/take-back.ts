import { failure, FailureError } from '../../contract/failure.ts'
import type { VersionOutcome } from '../../contract/repair-history.ts'
import type { Database } from './database.ts'

/** The version to take back, and who does it. */
export interface TakeBack {
  readonly rejectedId: string
  readonly version: number
  readonly by: string
}

interface Row {
  readonly version: number
  readonly is_by_rule: boolean
  readonly outcome: VersionOutcome | null
}

/**
 * Takes back the latest version that a person made. It stays in the history and is not sent any more. Throws
 * `FailureError` with `not-found`, `settled-meanwhile`, `mended-meanwhile` if there is a newer version by now, or
 * `sent-meanwhile`; or `PortError`.
 */
export const takeBack = (database: Database, { rejectedId, version, by }: TakeBack): Promise<void> =>
  database.transaction(async (query) => {
    const [message] = await query<{ state: string }>({
      text: 'select state from sluice.rejected where rejected_id = $1 for update',
      values: [rejectedId],
    })
    if (message === undefined)
      throw new FailureError(failure('not-found', { what: 'rejected message', id: rejectedId }))
    if (message.state !== 'kept') throw new FailureError(failure('settled-meanwhile'))
    const [last] = await query<Row>({
      text: `select version, rule_id is not null as is_by_rule, outcome from sluice.repairs
             where rejected_id = $1 and outcome is distinct from 'taken-back' order by version desc limit 1`,
      values: [rejectedId],
    })
    if (last?.version !== version || last.is_by_rule) throw new FailureError(failure('mended-meanwhile'))
    if (last.outcome !== null) throw new FailureError(failure('sent-meanwhile'))
    await query({
      text: `update sluice.repairs set outcome = 'taken-back', outcome_at = clock_timestamp(), taken_by = $3
             where rejected_id = $1 and version = $2`,
      values: [rejectedId, version, by],
    })
  })
