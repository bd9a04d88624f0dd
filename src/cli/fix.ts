import { describeFailure, failure } from '../contract/failure.ts'
import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import type { RuleBench } from '../app/repair/bench.ts'
import { withRuleBench } from '../app/headless/repair.ts'
import type { ReasonCode } from '../contract/reason.ts'
import { usualReplay } from '../contract/repair-outcome.ts'
import { describeOutcome, describePreview, describeRule } from '../contract/repair-words.ts'
import { askFirst, canAsk } from './ask.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'

export interface FixFlags extends Flags {
  readonly rule: string
  readonly cause?: string
  readonly run?: string
  readonly code?: ReasonCode
  readonly dryRun?: boolean
  readonly apply?: boolean
  readonly yes?: boolean
  /** Messages a second. */
  readonly rate?: number
  /** In percent. */
  readonly failures?: number
  readonly json?: boolean
}

/** Mends rejected messages by a rule, or shows what that would do; returns the exit code. */
export const fixCommand = async (flags: FixFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  const request = {
    ...{ rule: flags.rule, cause: flags.cause?.replaceAll('\\n', '\n') ?? null },
    ...{ code: flags.code ?? null, runId: flags.run ?? null },
  }
  try {
    return await withRuleBench(
      settings.value,
      request,
      queueThread,
      async (bench, rule) => {
        say(`The rule ${rule.name} ${describeRule(rule)}.`)
        const code =
          flags.dryRun === true
            ? await showPreview(bench, flags, abort.signal)
            : await apply(bench, flags, abort.signal)
        return code ?? stopping.exitCode()
      },
      say,
    )
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

/** Null if it was completed. */
const showPreview = async (bench: RuleBench, { json }: FixFlags, signal: AbortSignal): Promise<null> => {
  const preview = await bench.preview(signal)
  if (signal.aborted) return null
  if (json === true) printJson(preview)
  else describePreview(preview).forEach(print)
  return null
}

const apply = async (bench: RuleBench, flags: FixFlags, signal: AbortSignal): Promise<number | null> => {
  if (!bench.isPreviewed() && flags.yes !== true) {
    const refused = await confirmUnseen(bench, flags, signal)
    if (refused !== null) return refused
  }
  const outcome = await bench.apply(
    {
      ...{ rate: flags.rate ?? null, mostFailures: flags.failures ?? usualReplay.mostFailures },
      mayBeUnseen: flags.yes === true,
    },
    signal,
  )
  const failed = outcome.failure === null ? null : sayFailure(outcome.failure)
  if (flags.json === true) printJson(outcome)
  else describeOutcome(outcome).forEach(print)
  return failed ?? (outcome.stage === null ? null : exitCodes.rejected)
}

/** Nobody has seen here what the rule would do. Returns null to continue, or the exit code. */
export const confirmUnseen = async (
  bench: RuleBench,
  { json }: Pick<FixFlags, 'json'>,
  signal: AbortSignal,
): Promise<number | null> => {
  if (json === true || !canAsk()) {
    say(describeFailure(failure('repair-rule-unseen')).sentence)
    say('See it with sluice rejected fix --dry-run first, or give --yes.')
    return exitCodes.usage
  }
  const preview = await bench.preview(signal)
  describePreview(preview).forEach(say)
  if (signal.aborted) return exitCodes.interrupted
  return askFirst('Send them?', signal)
}
