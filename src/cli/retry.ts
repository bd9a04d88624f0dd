import { loadSettings, type Flags, type Settings } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { previewRetryKept, retryKept } from '../app/headless/retry.ts'
import type { ReasonCode } from '../contract/reason.ts'
import { describeRetry, describeRetryPreview } from '../contract/retry-words.ts'
import { print, printJson, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'

export interface RetryFlags extends Flags {
  readonly reason?: readonly ReasonCode[]
  /** Only reports how many would pass. */
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** Tries rejected messages again and reports what became of them; returns the exit code. */
export const retryCommand = async (flags: RetryFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  try {
    if (flags.dryRun === true) {
      await preview(settings.value, flags, queueThread, abort.signal)
      return stopping.exitCode()
    }
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

const preview = async (
  settings: Settings,
  { reason, json }: RetryFlags,
  queueThread: URL,
  signal: AbortSignal,
): Promise<void> => {
  const { notices, ...counts } = await previewRetryKept(settings, reason ?? null, queueThread, signal)
  notices.forEach(say)
  // Half a count could be taken for the whole.
  if (signal.aborted) return
  if (json === true) printJson(counts)
  else print(`${describeRetryPreview(counts)}.`)
}
