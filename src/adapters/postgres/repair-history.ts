import { failure, FailureError } from '../../contract/failure.ts'
import type { Reason } from '../../contract/reason.ts'
import type {
  MessageVersion,
  RepairHistory,
  ReturnedVersion,
  VersionOutcome,
} from '../../contract/repair-history.ts'
import type { RejectedState } from '../../contract/rejected.ts'
import type { Database } from './database.ts'
import { isoTime } from './time-text.ts'

interface MessageRow {
  readonly id: string
  readonly message_id: string
  readonly rejected_at: string
  readonly reasons: readonly Reason[]
  readonly state: RejectedState
  readonly state_at: string | null
  readonly row_id: string | null
}

interface VersionRow {
  readonly version: number
  readonly base: number
  readonly rule: string | null
  readonly made_by: string | null
  readonly taken_by: string | null
  readonly made_at: string
  readonly sends: number
  readonly outcome: VersionOutcome | null
  readonly outcome_at: string | null
  readonly run_id: string | null
  readonly reasons: readonly Reason[] | null
}

/**
 * A rejected message and every version of it, oldest first, without their texts.
 *
 * @param name a message id, or the number of the rejection. Throws `FailureError` with `not-found`, or `PortError`
 */
export const readHistory = (database: Database, name: string): Promise<RepairHistory> =>
  historyWhere(database, 'message_id = $1 or rejected_id::text = $1', name)

/** The same by the number only, which could also be the id of another message. */
export const readHistoryOf = (database: Database, rejectedId: string): Promise<RepairHistory> =>
  historyWhere(database, 'rejected_id::text = $1', rejectedId)

const historyWhere = async (database: Database, condition: string, name: string): Promise<RepairHistory> => {
  const [message] = await database.query<MessageRow>({
    text: `select rejected_id::text as id, message_id, ${isoTime('rejected_at')} as rejected_at, reasons, state,
             ${isoTime('state_at')} as state_at, row_number::text as row_id
           from sluice.rejected where ${condition}
           order by message_id = $1 desc limit 1`,
    values: [name],
  })
  if (message === undefined)
    throw new FailureError(failure('not-found', { what: 'rejected message', id: name }))
  const versions = await database.query<VersionRow>({
    text: `select version, base, r.name as rule, made_by, taken_by, ${isoTime('made_at')} as made_at, sends, outcome,
             ${isoTime('outcome_at')} as outcome_at, run_id, reasons
           from sluice.repairs v left join sluice.repair_rules r on r.rule_id = v.rule_id
           where rejected_id = $1 order by version`,
    values: [message.id],
  })
  const returns = await database.query<ReturnedVersion>({
    text: `select version, queue, made_by as "madeBy", ${isoTime('sent_at')} as "sentAt", outcome,
             ${isoTime('outcome_at')} as "outcomeAt"
           from sluice.returns where rejected_id = $1 order by return_id`,
    values: [message.id],
  })
  return {
    id: message.id,
    messageId: message.message_id,
    rejectedAt: message.rejected_at,
    reasons: message.reasons,
    state: message.state,
    stateAt: message.state_at,
    rowId: message.row_id,
    returns,
    versions: versions.map((row): MessageVersion => ({
      ...{ version: row.version, base: row.base, rule: row.rule, madeBy: row.made_by, takenBy: row.taken_by },
      ...{ madeAt: row.made_at, sends: row.sends, outcome: row.outcome, outcomeAt: row.outcome_at },
      ...{ runId: row.run_id, reasons: row.reasons ?? [] },
    })),
  }
}
