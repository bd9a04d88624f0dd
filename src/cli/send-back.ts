import { loadSettings, type Flags } from '../app/config.ts'
import { sendBack } from '../app/dead-letters/send-back.ts'
import { withWorkplace } from '../app/dead-letters/workplace.ts'
import { toFailure } from '../app/faults.ts'
import { describeFinish } from '../contract/dead-letter-sums.ts'
import type { ReasonCode } from '../contract/reason.ts'
import { rejectedInputs, type RejectedSelection } from '../contract/rejected.ts'
import { print, printJson, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'

export interface SendBackFlags extends Flags {
  readonly reason?: readonly ReasonCode[]
  /** Messages a second. */
  readonly rate?: number
  readonly again?: boolean
  readonly json?: boolean
}

/** Sends kept rejected messages back to the queue; returns the exit code. */
export const sendBackCommand = async (flags: SendBackFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  const request = {
    ...{ which: chosen(flags.reason), rate: flags.rate ?? null, again: flags.again === true },
  }
  try {
    const outcome = await withWorkplace(
      settings.value,
      queueThread,
      (workplace) => sendBack(workplace, request, abort.signal),
      say,
    )
    const failed = outcome.failure === null ? null : sayFailure(outcome.failure)
    if (flags.json === true) printJson(outcome)
    else describeFinish({ job: 'send-back', outcome }).lines.forEach(print)
    return failed ?? stopping.exitCode()
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

const chosen = (codes: readonly ReasonCode[] | undefined): RejectedSelection =>
  codes === undefined
    ? { by: 'filter', filter: rejectedInputs.listRejected.parse({}).filter }
    : { by: 'reasons', codes: [...codes] }
