import { failure, FailureError } from '../../contract/failure.ts'
import type { Database } from './database.ts'

/** A person's version of a rejected message. */
export interface DraftToKeep {
  readonly rejectedId: string
  /** The newest version that the person has seen; 0 for the message as it came. */
  readonly seen: number
  /** The version that it was made from. */
  readonly base: number
  readonly by: string
  readonly sealKeyId: number
  readonly bodyBytes: number
  /** Seals the text under the name of its version. */
  readonly seal: (originId: string, version: number) => Uint8Array
}

/**
 * Stores a person's version and returns its number; the message itself stays as it came. Of two people who mend the
 * same message the second gets a failure. Throws `FailureError` with `not-found`, `settled-meanwhile` or
 * `mended-meanwhile`, or `PortError`.
 */
export const keepDraft = (database: Database, draft: DraftToKeep): Promise<number> =>
  database.transaction(async (query) => {
    const { rejectedId, seen, base, by, sealKeyId, bodyBytes, seal } = draft
    const [message] = await query<{ origin_id: string; state: string }>({
      text: 'select origin_id, state from sluice.rejected where rejected_id = $1 for update',
      values: [rejectedId],
    })
    if (message === undefined)
      throw new FailureError(failure('not-found', { what: 'rejected message', id: rejectedId }))
    if (message.state !== 'kept') throw new FailureError(failure('settled-meanwhile'))
    const [known] = await query<{ newest: number }>({
      text: 'select coalesce(max(version), 0) as newest from sluice.repairs where rejected_id = $1',
      values: [rejectedId],
    })
    if (known?.newest !== seen) throw new FailureError(failure('mended-meanwhile'))
    const version = seen + 1
    await query({
      text: `insert into sluice.repairs (rejected_id, version, base, made_by, seal_key_id, body_bytes, sealed_body)
             values ($1, $2, $3, $4, $5, $6, $7)`,
      values: [rejectedId, version, base, by, sealKeyId, bodyBytes, seal(message.origin_id, version)],
    })
    return version
  })
