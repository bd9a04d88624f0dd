import { loadSettings, type Flags } from '../app/config.ts'
import { sendBack, type SendMended } from '../app/dead-letters/send-back.ts'
import { withWorkplace, type Workplace } from '../app/dead-letters/workplace.ts'
import { toFailure } from '../app/faults.ts'
import { describeFinish } from '../contract/dead-letter-sums.ts'
import { openNamedRule, readNamedFile } from '../app/repair/named-rule.ts'
import type { ReasonCode } from '../contract/reason.ts'
import { rejectedInputs, type RejectedSelection } from '../contract/rejected.ts'
import { usualReplay } from '../contract/repair-outcome.ts'
import { describeRule } from '../contract/repair-words.ts'
import { confirmUnseen } from './fix.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'

export interface SendBackFlags extends Flags {
  readonly reason?: readonly ReasonCode[]
  /** The path of its file, or the name or hash of a stored rule. */
  readonly rule?: string
  readonly yes?: boolean
  /** Messages a second. */
  readonly rate?: number
  /** In percent. */
  readonly failures?: number
  readonly again?: boolean
  readonly json?: boolean
}

/** Sends kept rejected messages back to the queue, as they are or mended by a rule; returns the exit code. */
export const sendBackCommand = async (flags: SendBackFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  try {
    const code = await withWorkplace<number | null>(
      settings.value,
      queueThread,
      (workplace) => send(workplace, flags, abort.signal),
      say,
    )
    return code ?? stopping.exitCode()
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

/** Null if it was completed. */
const send = async (
  workplace: Workplace,
  { reason, rule, rate, again = false, ...flags }: SendBackFlags,
  signal: AbortSignal,
): Promise<number | null> => {
  const which = chosen(reason)
  const mend = rule === undefined ? null : await openMending(workplace, { ...flags, rule, which }, signal)
  if (typeof mend === 'number') return mend
  const outcome = await sendBack(workplace, { which, rate: rate ?? null, again, mend }, signal)
  const failed = outcome.failure === null ? null : sayFailure(outcome.failure)
  if (flags.json === true) printJson(outcome)
  else describeFinish({ job: 'send-back', outcome }).lines.forEach(print)
  return failed ?? (outcome.stage === null ? null : exitCodes.rejected)
}

interface Mending extends Pick<SendBackFlags, 'yes' | 'json' | 'failures'> {
  readonly rule: string
  readonly which: RejectedSelection
}

/** The rule, once someone has seen here what it would do or goes on without; or the exit code. */
const openMending = async (
  { benchOf }: Workplace,
  { rule: named, which, failures = usualReplay.mostFailures, ...flags }: Mending,
  signal: AbortSignal,
): Promise<SendMended | number> => {
  const request = benchOf(which, null)
  const { bench, rule } = await openNamedRule(request, named, readNamedFile(named, request.event))
  say(`The rule ${rule.name} ${describeRule(rule)}.`)
  const refused = bench.isPreviewed() || flags.yes === true ? null : await confirmUnseen(bench, flags, signal)
  return refused ?? { mendBy: bench.mendBy, kept: bench.kept, mostFailures: failures }
}

const chosen = (codes: readonly ReasonCode[] | undefined): RejectedSelection =>
  codes === undefined
    ? { by: 'filter', filter: rejectedInputs.listRejected.parse({}).filter }
    : { by: 'reasons', codes: [...codes] }
