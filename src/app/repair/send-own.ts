import { readHistoryOf } from '../../adapters/postgres/repair-history.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { RepairHistory } from '../../contract/repair-history.ts'
import { sendVersion, type BenchRequest } from './bench.ts'
import { readClear } from './open-version.ts'

/**
 * Sends one version that a person made and answers what became of it. One that was sent before, and of which that is known, is not
 * sent twice. Throws `FailureError` with `mended-meanwhile` where it was taken back, or a rule made it, `settled-meanwhile` where the
 * message is dealt with, and with what ended the sending; or `PortError`.
 */
export const sendOwnVersion = async (
  request: Omit<BenchRequest, 'which'>,
  { id, version }: { readonly id: string; readonly version: number },
  runId: string,
  signal: AbortSignal,
): Promise<RepairHistory> => {
  const { storage } = request
  const { kept, message, delivery } = await readClear(storage, id, version)
  if (kept.isByRule || kept.outcome === 'taken-back') throw new FailureError(failure('mended-meanwhile'))
  if (kept.outcome !== null && kept.outcome !== 'sent') return readHistoryOf(storage.database, id)
  if (message.state !== 'kept') throw new FailureError(failure('settled-meanwhile'))
  const sending = { rejectedId: id, version, made: delivery }
  const { failure: cause, taken } = await sendVersion(request, sending, runId, signal)
  const history = await readHistoryOf(storage.database, id)
  const outcome = history.versions.find((one) => one.version === version)?.outcome ?? null
  if (outcome !== null && outcome !== 'sent') return history
  if (cause !== null) throw new FailureError(cause)
  if (history.state !== 'kept') throw new FailureError(failure('settled-meanwhile'))
  if (taken > 0) throw new FailureError(failure('mended-meanwhile'))
  return history
}
