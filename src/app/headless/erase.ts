import { countErasable, eraseRejected } from '../../adapters/postgres/erase-rejected.ts'
import { demandRejected } from '../../adapters/postgres/rejected.ts'
import type { Database } from '../../adapters/postgres/database.ts'
import type { Erasable } from '../../contract/erasing.ts'
import type { ReasonCode } from '../../contract/reason.ts'
import { rejectedInputs, type RejectedSelection } from '../../contract/rejected.ts'
import type { Settings } from '../config.ts'
import { withReading } from './with-database.ts'

/** The rejected messages to erase: some by message id or number, or all that match the other conditions. */
export interface EraseRequest {
  readonly names: readonly string[]
  /** In days. */
  readonly olderThan: number | null
  readonly cause: string | null
  readonly code: ReasonCode | null
  readonly runId: string | null
}

/**
 * Erases the texts of rejected messages, once `ask` has seen what would go and returns true; returns how many, null if
 * it returns false. The signal stops it; what was erased stays erased. Throws `FailureError` with `not-found` for a name that is
 * unknown, or `PortError`.
 */
export const eraseChosen = (
  settings: Settings,
  request: EraseRequest,
  ask: (erasable: Erasable) => Promise<boolean>,
  queueThread: URL,
  signal?: AbortSignal,
): Promise<number | null> =>
  withReading(
    settings,
    queueThread,
    async (database) => {
      const which = await chosen(database, request)
      const erasable = await countErasable(database, which)
      if (!(await ask(erasable))) return null
      return erasable.messages === 0 || erasable.upTo === null
        ? 0
        : eraseRejected(database, which, erasable.upTo, signal)
    },
    { mode: 'writing' },
  )

const chosen = async (
  database: Database,
  { names, olderThan, cause, code, runId }: EraseRequest,
): Promise<RejectedSelection> => {
  if (names.length > 0)
    return { by: 'ids', ids: await Promise.all(names.map((name) => demandRejected(database, name))) }
  const until = olderThan === null ? null : new Date(Date.now() - olderThan * 86_400_000).toISOString()
  const { filter } = rejectedInputs.listRejected.parse({
    filter: { state: 'all', cause, code, runId, until },
  })
  return { by: 'filter', filter }
}
