import type { ReasonCode } from '../../contract/reason.ts'
import { rejectedInputs, type RejectedSelection, type RetryOutcome } from '../../contract/rejected.ts'
import { countWouldPass } from '../../pipeline/repair/would-pass.ts'
import type { Settings } from '../config.ts'
import { effectiveSettings } from '../effective-settings.ts'
import { prepareRejected, retryRejected } from '../retry-rejected.ts'
import { nameOfDatabase } from '../run-circumstances.ts'
import { withStorage } from './with-database.ts'

/** Discarded messages, too. */
const everyRejected = rejectedInputs.listRejected.parse({ filter: { state: 'all' } })

/** Kept messages, with any reason or with one of these. */
const keptOnes = (codes: readonly ReasonCode[] | null): RejectedSelection =>
  codes === null ? { by: 'filter', filter: everyRejected.filter } : { by: 'reasons', codes: [...codes] }

/**
 * Retries kept rejected messages, all or those with one of some reasons, as its own run; also returns
 * what else is worth knowing. Throws `FailureError` or `PortError`.
 */
export const retryKept = async (
  settings: Settings,
  codes: readonly ReasonCode[] | null,
  queueThread: URL,
  signal: AbortSignal,
): Promise<{ readonly outcome: RetryOutcome; readonly notices: readonly string[] }> => {
  const effective = effectiveSettings(settings, 'database')
  const later: string[] = []
  return withStorage(
    effective,
    queueThread,
    async (storage, embedded) => {
      const { names } = storage.database
      const database = nameOfDatabase({ address: names.address, name: names.database, embedded })
      const rules = { allowUnknownFields: effective.allowUnknownFields }
      const { event } = effective
      const which = keptOnes(codes)
      const outcome = await retryRejected({ storage, which, event, rules, database }, signal)
      return { outcome, notices: [...storage.notices, ...later] }
    },
    (notice) => later.push(notice),
  )
}

/** How many of them a retry would load. Writes nothing. Throws `FailureError` or `PortError`. */
export const previewRetryKept = async (
  settings: Settings,
  codes: readonly ReasonCode[] | null,
  queueThread: URL,
  signal: AbortSignal,
): Promise<{ readonly looked: number; readonly wouldPass: number; readonly notices: readonly string[] }> => {
  const effective = effectiveSettings(settings, 'database')
  const later: string[] = []
  return withStorage(
    effective,
    queueThread,
    async (storage) => {
      const { event, allowUnknownFields } = effective
      const rejections = storage.rejections(keptOnes(codes))
      const prepare = prepareRejected({ storage, event, rules: { allowUnknownFields } })
      const counts = await countWouldPass({ rejections, seal: storage.seal, prepare }, signal)
      return { ...counts, notices: [...storage.notices, ...later] }
    },
    (notice) => later.push(notice),
  )
}
