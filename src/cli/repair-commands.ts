import { Option, type Command } from 'commander'
import { reasonCodes } from '../contract/reason.ts'
import { fixCommand, type FixFlags } from './fix.ts'
import {
  rejectMisfits,
  runId,
  wholeNumber,
  withChangeOptions,
  withQueueOptions,
  withTable,
} from './options.ts'
import { sendBackCommand, type SendBackFlags } from './send-back.ts'

type AddCommands = (
  rejected: Command,
  queueThread: URL,
  ending: (command: Promise<number>) => Promise<void>,
) => void

/** Adds the commands that mend rejected messages, or send them back to their queue. */
export const addRepairCommands: AddCommands = (...given) => {
  addFixCommand(...given)
  addSendBackCommand(...given)
}

const addFixCommand: AddCommands = (rejected, queueThread, ending) => {
  withChangeOptions(withTable(rejected.command('fix')))
    .description(
      'mend rejected messages by a rule and load what is well formed then, a few first and then more',
    )
    .requiredOption(
      '--rule <file|name>',
      'the rule: a file, NAME.repair.json, or the name of a rule that is kept',
    )
    .option('--cause <name>', 'only those of this group: its "code /pointer", several with \\n between')
    .addOption(new Option('--code <code>', 'only those with this reason').choices(reasonCodes))
    .option('--run <id>', 'only those that this run rejected', runId)
    .option('--dry-run', 'say what the rule would do, and change no message')
    .option('--apply', 'do it; each message stays as it came, too')
    .option('--yes', 'do it even if nobody has seen here what the rule would do')
    .option('--rate <n>', 'send at most this many messages a second', wholeNumber(1, 1_000_000))
    .option(
      '--failures <percent>',
      'stop when more than this percentage of a stage is rejected again (10)',
      wholeNumber(0, 100),
    )
    .option(
      '--allow-unknown-fields',
      'load messages that have more than the fields of the event (SLUICE_ALLOW_UNKNOWN_FIELDS)',
    )
    .addOption(rejectMisfits())
    .option('--json', 'one line of JSON')
    .action((flags: FixFlags, command: Command) => {
      if ((flags.dryRun === true) === (flags.apply === true))
        command.error('error: give either --dry-run or --apply')
      return ending(fixCommand({ ...flags, ...command.optsWithGlobals<FixFlags>() }, queueThread))
    })
}

const addSendBackCommand: AddCommands = (rejected, queueThread, ending) => {
  withChangeOptions(withTable(withQueueOptions(rejected.command('send-back'))))
    .description('send kept messages back to the queue, in their newest version, each with its origin')
    .addOption(new Option('--reason <code...>', 'only those with one of these reasons').choices(reasonCodes))
    .option('--rule <file|name>', 'mend them by this rule on their way, and send only what would pass then')
    .option('--yes', 'do it even if nobody has seen here what the rule would do')
    .option('--rate <n>', 'send at most this many messages a second', wholeNumber(1, 1_000_000))
    .option(
      '--failures <percent>',
      'with a rule, stop when more than this percentage of a stage would be rejected again (10)',
      wholeNumber(0, 100),
    )
    .option('--again', 'also what was sent before and no run has met since')
    .option('--json', 'one line of JSON')
    .action((flags: SendBackFlags, command: Command) => {
      if (flags.rule === undefined && (flags.failures !== undefined || flags.yes !== undefined))
        command.error('error: --failures and --yes go with --rule')
      return ending(sendBackCommand({ ...flags, ...command.optsWithGlobals<SendBackFlags>() }, queueThread))
    })
}
