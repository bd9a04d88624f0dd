import { resolve } from 'node:path'
import { loadSettings, type Flags } from '../app/config.ts'
import { demandFree, proposeFromQueue, writeJsonFile } from '../app/event-init.ts'
import { toFailure } from '../app/faults.ts'
import type { Match } from '../contract/event-definition.ts'
import { pathText } from '../contract/event-mistake.ts'
import { definitionMistakes } from '../contract/event-mistakes.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { makeDefinition, type Made } from '../pipeline/infer/make-definition.ts'
import type { Proposal } from '../pipeline/infer/propose-event.ts'
import { choicesOf, type ChoiceFlags } from './event-choices.ts'
import { choiceLine, fieldLines, proposalLines } from './event-lines.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'
import { priceSentence } from './peek.ts'
import { onStopSignal } from './signals.ts'

export interface InitFlags extends Flags, ChoiceFlags {
  readonly max: number
  readonly yes?: boolean
  readonly match?: Match
  readonly out?: string
  readonly replace?: boolean
  readonly json?: boolean
}

/** Proposes a definition of what waits, and writes it where everything in it is decided; answers the exit code. */
export const initCommand = async (name: string, flags: InitFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  const path = resolve(flags.out ?? `${name}.event.json`)
  const request = { most: flags.max, anyway: flags.yes === true, match: flags.match ?? null }
  try {
    // Before messages are received for it.
    if (flags.replace !== true) await demandFree(path)
    const { queue, looked, atLimit, notGivenBack, proposal } = await proposeFromQueue(
      settings.value,
      request,
      queueThread,
      (price) => say(priceSentence(price)),
      abort.signal,
    )
    say(`${looked} messages of ${queue} were looked at${notGivenBack === 0 ? ' and given back' : ''}.`)
    if (atLimit > 0) say(`${atLimit} of them have no receive left. No further message was looked at.`)
    if (notGivenBack > 0)
      say(
        `${notGivenBack} could not be given back at once; they come again when they are not hidden any more.`,
      )
    if (abort.signal.aborted) return stopping.exitCode()
    const code = await finish({ name, path, proposal, flags })
    return notGivenBack > 0 ? exitCodes.failed : code
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

interface Finishing {
  readonly name: string
  readonly path: string
  readonly proposal: Proposal
  readonly flags: InitFlags
}

const finish = async ({ name, path, proposal, flags }: Finishing): Promise<number> => {
  const made = makeDefinition(
    { ...proposal, name, match: flags.match ?? null, hasUnnamed: proposal.unnamed.length > 0 },
    choicesOf(flags),
  )
  if (made.problems.length > 0)
    throw new FailureError(failure('settings-invalid', { problems: made.problems.join('\n') }))
  demandSound(made, path)
  if (made.file !== null) await writeJsonFile(path, made.file, flags.replace === true)
  if (flags.json === true) printJson({ ...proposal, guesses: undefined, ...made, path: made.file && path })
  else show(proposal, made)
  if (made.file === null) {
    made.undecided.map(choiceLine).forEach(say)
    say('Nothing was written.')
    return exitCodes.failed
  }
  say(`Written to ${path}. Look through it, and then check it with \`event check\`.`)
  return exitCodes.done
}

const show = (proposal: Proposal, { decided, crowded }: Made): void => {
  proposalLines(proposal).forEach(print)
  fieldLines(decided, proposal.of).forEach(print)
  if (crowded.length > 0)
    print(`A definition has at most 64 fields: ${crowded.length} that came least often are left out.`)
}

/** What is proposed can be used as it is. Throws `FailureError` where a choice has made it otherwise. */
const demandSound = ({ definition }: Made, path: string): void => {
  const mistakes = definition === null ? [] : definitionMistakes(definition)
  if (mistakes.length === 0) return
  const problems = mistakes.map((mistake) => `${pathText(mistake.path)}: ${mistake.sentence}`).join('; ')
  throw new FailureError(failure('event-file-unusable', { path, problems }))
}
