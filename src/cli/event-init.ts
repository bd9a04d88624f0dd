import { resolve } from 'node:path'
import { loadSettings, type Flags } from '../app/config.ts'
import { proposeFromQueue } from '../app/event-init.ts'
import { toFailure } from '../app/faults.ts'
import { demandFree } from '../app/write-json.ts'
import type { Match } from '../contract/event-definition.ts'
import type { ChoiceFlags } from './event-choices.ts'
import { initFromSchema } from './event-from-schema.ts'
import { proposalLines } from './event-lines.ts'
import { writeProposal } from './event-write.ts'
import { exitCodes, say, sayFailure } from './output.ts'
import { describePeekPrice } from '../contract/dead-letter-sums.ts'
import { describeLook } from '../contract/sample-words.ts'
import { onStopSignal } from './signals.ts'

export interface InitFlags extends Flags, ChoiceFlags {
  readonly max: number
  readonly yes?: boolean
  readonly match?: Match
  readonly schema?: string
  readonly out?: string
  readonly replace?: boolean
  readonly json?: boolean
}

/**
 * Proposes a definition from what is waiting or from a schema, and writes it if everything in it is decided; returns
 * the exit code.
 */
export const initCommand = async (name: string, flags: InitFlags, queueThread: URL): Promise<number> => {
  const path = resolve(flags.out ?? `${name}.event.json`)
  try {
    // Before messages are received for it.
    if (flags.replace !== true) await demandFree(path)
    return flags.schema === undefined
      ? await initFromQueue(name, path, flags, queueThread)
      : await initFromSchema(name, path, flags.schema, flags)
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

const initFromQueue = async (
  name: string,
  path: string,
  flags: InitFlags,
  queueThread: URL,
): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  const match = flags.match ?? null
  const { proposal, ...look } = await proposeFromQueue(
    settings.value,
    { most: flags.max, anyway: flags.yes === true, match },
    queueThread,
    (price) => say(describePeekPrice(price)),
    abort.signal,
  )
  for (const line of describeLook(look)) say(line)
  if (abort.signal.aborted) return stopping.exitCode()
  const hasUnnamed = proposal.unnamed.length > 0
  const code = await writeProposal({
    ...{ path, flags, found: { ...proposal, name, match, hasUnnamed }, lines: proposalLines(proposal) },
    more: {
      of: proposal.of,
      others: proposal.others,
      unreadable: proposal.unreadable,
      parting: proposal.parting,
      shapes: proposal.shapes,
    },
  })
  return look.notGivenBack > 0 ? exitCodes.failed : code
}
