import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { retryKept } from '../app/headless.ts'
import type { ReasonCode } from '../contract/reason.ts'
import { describeRetry } from '../contract/retry-words.ts'
import { print, printJson, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'

export interface RetryFlags extends Flags {
  readonly reason?: readonly ReasonCode[]
  readonly json?: boolean
}

/** Tries rejected messages again and says what became of them; answers the exit code. */
export const retryCommand = async (flags: RetryFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  try {
    const { outcome, notices } = await retryKept(
      settings.value,
      flags.reason ?? null,
      queueThread,
      abort.signal,
    )
    notices.forEach(say)
    const failed = outcome.failure === null ? null : sayFailure(outcome.failure)
    if (flags.json === true) printJson(outcome)
    else print(`${describeRetry(outcome)}.`)
    return failed ?? stopping.exitCode()
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
