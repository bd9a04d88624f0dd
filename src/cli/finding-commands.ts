import type { Command } from 'commander'
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

const addMarkCommands: AddCommands = (rejected, queueThread, ending) => {
  const mark = (
    names: readonly string[],
    what: RejectedMark,
    flags: FoundFlags,
    command: Command,
  ): Promise<void> => {
    const all = allOf(flags, command)
    if (names.length > 0 === isNarrowedBy(all))
      command.error('error: name either messages or, with the options, which ones; --state all for all')
    if (names.length > mostNamed) command.error(`error: at most ${mostNamed} messages can be named`)
    return ending(markCommand(names, what, all, queueThread))
  }

  for (const [name, words] of [
    ['tag', 'tag rejected messages'],
    ['untag', 'take a tag off rejected messages'],
  ] as const)
    withFinding(withTable(rejected.command(name)))
      .description(words)
      .argument('<name>', 'the tag, of up to 40 characters', tagOf)
      .argument('[ids...]', 'message ids or numbers; without them, everything that the options match')
      .option('--json', 'one line of JSON')
      .action((tag: string, ids: readonly string[], flags: FoundFlags, command: Command) =>
        mark(ids, { do: name, tag }, flags, command),
      )

  withFinding(withTable(rejected.command('investigate')))
    .description('mark kept messages as under investigation')
    .argument('[ids...]', 'message ids or numbers; without them, everything that the options match')
    .option('--done', 'take the mark off')
    .option('--json', 'one line of JSON')
    .action((ids: readonly string[], flags: FoundFlags & { readonly done?: boolean }, command: Command) =>
      mark(ids, { do: 'investigate', on: flags.done !== true }, flags, command),
    )

  withDatabaseOptions(rejected.command('note'))
    .description('write the note of one rejected message, replacing the one before')
    .argument('<id>', 'its message id, or its number')
    .argument('[text]', 'the note, of up to 500 characters; without it, the note is removed')
    .action((id: string, text: string | undefined, flags: Flags, command: Command) => {
      if (text !== undefined && !isNote(text))
        command.error(
          `error: a note has 1 to ${longestNote} characters, and no control or direction characters`,
        )
      return ending(noteCommand(id, text ?? null, allOf(flags, command), queueThread))
    })
}

/** What a command and the one above both take, commander gives to the one above. */
const allOf = <F extends Flags>(flags: F, command: Command): F => ({
  ...flags,
  ...command.optsWithGlobals<F>(),
})
