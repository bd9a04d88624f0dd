import { InvalidArgumentError, type Command } from 'commander'
import type { Flags } from '../app/config.ts'
import { isNote, longestNote } from '../contract/mark-words.ts'
import type { RejectedMark } from '../contract/finding.ts'
import { isWhy, mostNamed } from '../contract/rejected.ts'
import { isNarrowedBy, tagOf, withFinding } from './finding-options.ts'
import {
  exportRejectedCommand,
  listFoundCommand,
  markCommand,
  noteCommand,
  stateCommand,
  type FoundFlags,
  type RejectedExportFlags,
} from './finding.ts'
import { withDatabaseOptions, withTable } from './options.ts'

type AddCommands = (
  rejected: Command,
  queueThread: URL,
  ending: (command: Promise<number>) => Promise<void>,
) => void

/** Adds the commands that find rejected messages, mark them, and write them to a file. */
export const addFindingCommands: AddCommands = (...given) => {
  addReadingCommands(...given)
  addMarkCommands(...given)
}

const addReadingCommands: AddCommands = (rejected, queueThread, ending) => {
  withFinding(withTable(rejected.command('list')))
    .description('list the rejected messages that match, never their bodies')
    .option('--json', 'one line of JSON each')
    .action((flags: FoundFlags, command: Command) =>
      ending(listFoundCommand(allOf(flags, command), queueThread)),
    )

  withFinding(withTable(rejected.command('export')))
    .description('write rejected messages with their bodies, covered, to a file of JSON lines')
    .requiredOption('--out <file>', 'the file, which is replaced')
    .option('--clear', 'with personal data; needs --why')
    .option('--why <reason>', 'why it must be seen, in 1 to 500 characters; the audit keeps it')
    .action((flags: RejectedExportFlags, command: Command) => {
      const all = allOf(flags, command)
      if ((all.clear === true) !== (all.why !== undefined))
        command.error('error: --clear and --why go together')
      if (all.why !== undefined && !isWhy(all.why)) command.error('error: --why takes 1 to 500 characters')
      return ending(exportRejectedCommand(all, queueThread))
    })
}

type NamedFlags = FoundFlags & { readonly done?: boolean; readonly note?: string }

/** What a command does, for messages that are named or that the filters match. */
const chosen =
  (
    action: (ids: readonly string[], flags: NamedFlags) => Promise<number>,
    ending: (command: Promise<number>) => Promise<void>,
  ) =>
  (ids: readonly string[], flags: NamedFlags, command: Command): Promise<void> => {
    const all = allOf(flags, command)
    if (ids.length > 0 === isNarrowedBy(all))
      command.error('error: name either messages or, with the options, which ones; --state all for all')
    if (ids.length > mostNamed) command.error(`error: at most ${mostNamed} messages can be named`)
    return ending(action(ids, all))
  }

const idsWords = 'message ids or numbers; without them, everything that the options match'

const addMarkCommands: AddCommands = (rejected, queueThread, ending) => {
  const mark = (
    names: readonly string[],
    what: RejectedMark,
    flags: NamedFlags,
    command: Command,
  ): Promise<void> =>
    chosen((ids, all) => markCommand(ids, what, all, queueThread), ending)(names, flags, command)

  for (const [name, words] of [
    ['tag', 'tag rejected messages'],
    ['untag', 'take a tag off rejected messages'],
  ] as const)
    withFinding(withTable(rejected.command(name)))
      .description(words)
      .argument('<name>', 'the tag, of up to 40 characters', tagOf)
      .argument('[ids...]', idsWords)
      .option('--json', 'one line of JSON')
      .action((tag: string, ids: readonly string[], flags: FoundFlags, command: Command) =>
        mark(ids, { do: name, tag }, flags, command),
      )

  withFinding(withTable(rejected.command('investigate')))
    .description('mark kept messages as under investigation')
    .argument('[ids...]', idsWords)
    .option('--done', 'take the mark off')
    .option('--json', 'one line of JSON')
    .action((ids: readonly string[], flags: FoundFlags & { readonly done?: boolean }, command: Command) =>
      mark(ids, { do: 'investigate', on: flags.done !== true }, flags, command),
    )

  for (const [name, state, words] of [
    ['discard', 'discarded', 'discard kept messages; nothing of them is removed'],
    ['restore', 'kept', 'keep discarded messages again'],
  ] as const) {
    const command = withFinding(withTable(rejected.command(name)))
      .description(words)
      .argument('[ids...]', idsWords)
      .option('--json', 'one line of JSON')
    if (name === 'discard') command.option('--note <text>', 'why, in up to 500 characters', noteOf)
    command.action(chosen((ids, all) => stateCommand(ids, state, all, queueThread), ending))
  }

  withDatabaseOptions(rejected.command('note'))
    .description('write the note of one rejected message, replacing the one before')
    .argument('<id>', 'its message id, or its number')
    .argument('[text]', 'the note, of up to 500 characters; without it, the note is removed')
    .action((id: string, text: string | undefined, flags: Flags, command: Command) => {
      if (text !== undefined && !isNote(text)) command.error(`error: ${noteWords}`)
      return ending(noteCommand(id, text ?? null, allOf(flags, command), queueThread))
    })
}

const noteWords = `a note has 1 to ${longestNote} characters, and no control or direction characters`

/** A note, for commander. */
const noteOf = (text: string): string => {
  if (!isNote(text)) throw new InvalidArgumentError(`${noteWords}.`)
  return text
}

/** What a command and the one above both take, commander gives to the one above. */
const allOf = <F extends Flags>(flags: F, command: Command): F => ({
  ...flags,
  ...command.optsWithGlobals<F>(),
})
