import { Option, type Command } from 'commander'
import { loadSettings, type Flags } from '../app/config.ts'
import { eraseChosen } from '../app/headless/erase.ts'
import { toFailure } from '../app/faults.ts'
import { describeErasable, describeErased } from '../contract/erasing.ts'
import { reasonCodes, type ReasonCode } from '../contract/reason.ts'
import { askFirst, canAsk } from './ask.ts'
import { runId, withDatabaseOptions, wholeNumber } from './options.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'

interface EraseFlags extends Flags {
  /** In days. */
  readonly olderThan?: number
  readonly cause?: string
  readonly code?: ReasonCode
  readonly run?: string
  readonly all?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly json?: boolean
}

/** @param ending ends with a command's exit code */
export const addEraseCommand = (
  rejected: Command,
  queueThread: URL,
  ending: (work: Promise<number>) => Promise<void>,
): void => {
  withDatabaseOptions(rejected.command('erase'))
    .description('erase the texts of rejected messages for good; ids, times and reasons stay')
    .argument('[id...]', 'their message ids, or their numbers')
    .option('--older-than <days>', 'those rejected more than this many days ago', wholeNumber(1, 36_500))
    .option('--cause <name>', 'those of this group: its "code /pointer", several with \\n between')
    .addOption(new Option('--code <code>', 'those with this reason').choices(reasonCodes))
    .option('--run <id>', 'those that this run rejected', runId)
    .option('--all', 'all of them')
    .option('--dry-run', 'say how many that would be, and erase nothing')
    .option('--yes', 'do not ask')
    .option('--json', 'one line of JSON')
    .action((ids: readonly string[], flags: EraseFlags, command: Command) => {
      const all = { ...flags, ...command.optsWithGlobals<EraseFlags>() }
      if (isUnclear(ids, all))
        command.error(
          'error: name messages by id, or by --older-than, --cause, --code and --run, or give --all',
        )
      return ending(eraseCommand(ids, all, queueThread))
    })
}

/** Whether the flags name no message at all, or name some in two ways. */
const isUnclear = (names: readonly string[], flags: EraseFlags): boolean => {
  const conditions = [flags.olderThan, flags.cause, flags.code, flags.run].some(
    (given) => given !== undefined,
  )
  return [names.length > 0, conditions, flags.all === true].filter(Boolean).length !== 1
}

/** Erases the texts of rejected messages permanently, after a question; returns the exit code. */
const eraseCommand = async (
  names: readonly string[],
  flags: EraseFlags,
  queueThread: URL,
): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  let code: number = exitCodes.done
  const request = {
    ...{ names, olderThan: flags.olderThan ?? null, cause: flags.cause?.replaceAll('\\n', '\n') ?? null },
    ...{ code: flags.code ?? null, runId: flags.run ?? null },
  }
  try {
    const erased = await eraseChosen(
      settings.value,
      request,
      async (erasable) => {
        if (flags.dryRun === true && flags.json === true) printJson(erasable)
        else (flags.dryRun === true ? print : say)(describeErasable(erasable))
        if (flags.dryRun === true) return false
        if (erasable.messages === 0 || flags.yes === true) return true
        if (!canAsk()) {
          say('Give --yes to erase them; nothing was erased.')
          code = exitCodes.usage
          return false
        }
        const refused = await askFirst('Erase them?', abort.signal)
        code = refused ?? exitCodes.done
        return refused === null
      },
      queueThread,
      abort.signal,
    )
    if (erased === null) return stopping.exitCode() === exitCodes.done ? code : stopping.exitCode()
    if (flags.json === true) printJson({ erased })
    else print(`${describeErased({ erased })}.`)
    return stopping.exitCode()
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
