import { loadSettings, type Flags } from '../app/config.ts'
import { showDeadLetters } from '../app/dead-letters/look.ts'
import { openDeadLetterWork, type DeadLetterWork } from '../app/dead-letters/move-dead-letters.ts'
import { withWorkplace } from '../app/dead-letters/workplace.ts'
import { toFailure } from '../app/faults.ts'
import { describeDeadLetters, describeMove, describeSharing } from '../contract/dead-letter-words.ts'
import { describeFinish } from '../contract/dead-letter-sums.ts'
import type { MoveTask } from '../contract/dead-letters.ts'
import type { Failure } from '../contract/failure.ts'
import { askFirst, canAsk } from './ask.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'

export interface DeadLetterFlags extends Flags {
  readonly json?: boolean
}

export interface PullFlags extends DeadLetterFlags {
  readonly max?: number
  readonly allSources?: boolean
  readonly yes?: boolean
}

export interface RedriveFlags extends Omit<PullFlags, 'allSources'> {
  /** Messages a second. */
  readonly rate?: number
  readonly byMoveTask?: boolean
}

/** Shows the queue's dead-letter queue and its content; returns the exit code. */
export const deadLettersCommand = async (flags: DeadLetterFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  try {
    const view = await showDeadLetters(settings.value, queueThread)
    if (flags.json === true) printJson(view)
    else describeDeadLetters(view).forEach(print)
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

/** Takes messages off the dead-letter queue and keeps them with the rejected ones; returns the exit code. */
export const pullCommand = (flags: PullFlags, queueThread: URL): Promise<number> =>
  atWork(flags, queueThread, async (work, signal) => {
    const sharing = describeSharing(work.view)
    const what =
      flags.allSources === true
        ? 'Messages of all of them are pulled'
        : 'Only messages of this one are pulled'
    const refused = sharing === null ? null : await demand(`${sharing} ${what}.`, 'Pull them?', flags, signal)
    if (refused !== null) return refused
    const outcome = await work.pull({ most: flags.max ?? null, all: flags.allSources === true }, signal)
    return tell(outcome, describeFinish({ job: 'pull', outcome }).lines, flags)
  })

/** Sends messages of the dead-letter queue back to the queue; returns the exit code. */
export const redriveCommand = (flags: RedriveFlags, queueThread: URL): Promise<number> =>
  atWork(flags, queueThread, (work, signal) =>
    flags.byMoveTask === true ? moveAll(work, flags, signal) : redrive(work, flags, signal),
  )

const redrive = async (work: DeadLetterWork, flags: RedriveFlags, signal: AbortSignal): Promise<number> => {
  const sharing = describeSharing(work.view)
  const refused =
    sharing === null
      ? null
      : await demand(`${sharing} Only messages of this queue are sent.`, 'Send them?', flags, signal)
  if (refused !== null) return refused
  const outcome = await work.redrive(
    { most: flags.max ?? null, all: false, rate: flags.rate ?? null },
    signal,
  )
  return tell(outcome, describeFinish({ job: 'redrive', outcome }).lines, flags)
}

const moveAll = async (work: DeadLetterWork, flags: RedriveFlags, signal: AbortSignal): Promise<number> => {
  const sharing = describeSharing(work.view)
  const price =
    'A move task gives each message a new id. One that has no attribute sluice-origin-id is then another message: ' +
    'if it was loaded before, it is loaded twice.'
  const whose = sharing === null ? '' : ` ${sharing} Messages of all of them are moved.`
  const refused = await demand(`${price}${whose}`, 'Move them?', flags, signal)
  if (refused !== null) return refused
  let shown = ''
  const show = (task: MoveTask): void => {
    const line = describeMove(task)
    if (line !== shown && flags.json !== true) say(line)
    shown = line
  }
  const task = await work.move(flags.rate ?? null, show, signal)
  if (flags.json === true) printJson(task)
  return task.status === 'FAILED' ? exitCodes.failed : exitCodes.done
}

/** Shows what one should know first, and asks. Returns null to continue, or the exit code. */
const demand = async (
  sentence: string,
  question: string,
  flags: PullFlags,
  signal: AbortSignal,
): Promise<number | null> => {
  say(sentence)
  if (flags.yes === true) return null
  if (flags.json !== true && canAsk()) return askFirst(question, signal)
  say('Give --yes to go on.')
  return exitCodes.usage
}

const tell = (
  outcome: { readonly failure: Failure | null },
  lines: readonly string[],
  { json }: DeadLetterFlags,
): number => {
  const failed = outcome.failure === null ? null : sayFailure(outcome.failure)
  if (json === true) printJson(outcome)
  else lines.forEach(print)
  return failed ?? exitCodes.done
}

const atWork = async (
  flags: Flags,
  queueThread: URL,
  action: (work: DeadLetterWork, signal: AbortSignal) => Promise<number>,
): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  try {
    const code = await withWorkplace(
      settings.value,
      queueThread,
      async (workplace) => action(await openDeadLetterWork(workplace), abort.signal),
      say,
    )
    return code === exitCodes.done ? stopping.exitCode() : code
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
