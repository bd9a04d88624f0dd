import { Argument, Command, CommanderError, Option } from 'commander'
import { version } from '../../package.json'
import type { Flags } from '../app/config.ts'
import { exportFormats, type ExportSubject } from '../contract/exports.ts'
import { reasonCodes } from '../contract/reason.ts'
import { isWhy } from '../contract/rejected.ts'
import { addDeadLetterCommands } from './dead-letter-commands.ts'
import { doctorCommand, type DoctorFlags } from './doctor.ts'
import { addEventCommands } from './event-commands.ts'
import { addEraseCommand } from './erase.ts'
import { exportCommand, type ExportFlags } from './export.ts'
import { listFoundCommand } from './finding.ts'
import { addFindingCommands } from './finding-commands.ts'
import { historyCommand } from './history.ts'
import { rowsCommand, type ListFlags } from './list.ts'
import { proposeCommand, type ProposeFlags } from './propose.ts'
import { addPruneCommand } from './prune.ts'
import {
  rejectMisfits,
  withChangeOptions,
  withDatabaseOptions,
  withEventOption,
  withTable,
  withQueueOptions,
  runId,
  wholeNumber,
} from './options.ts'
import { exitCodes } from './output.ts'
import { retryCommand, type RetryFlags } from './retry.ts'
import { addRepairCommands } from './repair-commands.ts'
import { addRuleCommands } from './rule-commands.ts'
import { runCommand, type RunFlags } from './run.ts'
import { showCommand, type ShowFlags } from './show.ts'
import { seedCommand, type SeedFlags } from './seed.ts'
import { serveCommand, type ServeFlags } from './serve.ts'
import { addTraceCommand } from './trace.ts'

const queueThread = new URL('./queue-thread.js', import.meta.url)
const engineThread = new URL('./engine-thread.js', import.meta.url)
const renderer = new URL('../renderer/', import.meta.url)

const program = new Command('sluice')
  .description('Drains events from an SQS queue, masks personal data and loads PostgreSQL.')
  .version(version)
  .exitOverride()
  .showHelpAfterError('Run with --help to see what it takes.')

/** Exits with the command's code, once everything is closed. */
const ending = (code: Promise<number>): Promise<void> =>
  code.then((value) => {
    process.exitCode = value
  })

const withAll = (command: Command): Command => withTable(withQueueOptions(command))

withChangeOptions(withAll(program.command('run')))
  .description('receive, validate, mask and load, until stopped or until the queue is empty')
  .option('--once', 'end when the queue is empty')
  .option('--max <n>', 'end after this many messages', wholeNumber(1))
  .option('--for <minutes>', 'end after this many minutes', wholeNumber(1, 10_080))
  .option(
    '--dry-run',
    'say what a run would do with what waits (1,000 messages, or --max), and put it all back',
  )
  .option('--json', 'end with one line of JSON on standard output')
  .option(
    '--widen-app-version',
    'allow changing a table that holds rows: to make columns wider and add the row number',
  )
  .option(
    '--allow-unknown-fields',
    'load messages that have more than the fields of the event (SLUICE_ALLOW_UNKNOWN_FIELDS)',
  )
  .addOption(rejectMisfits())
  .option(
    '--max-rejected-share <percent>',
    'end when more than this percentage of the last 100 messages or more is rejected, or off (SLUICE_MAX_REJECTED_SHARE; 50)',
  )
  .action((flags: RunFlags) => ending(runCommand(flags, queueThread)))

withAll(program.command('serve'))
  .description('open the page in a browser, on this machine only')
  .option('--port <n>', 'where to listen; 0 for any free port', wholeNumber(0, 65_535), 0)
  .option('--no-open', 'print the URL and open nothing')
  .action((flags: ServeFlags) => ending(serveCommand(flags, { engineThread, renderer })))

withEventOption(withQueueOptions(program.command('seed')))
  .description('send sample messages to the queue')
  .requiredOption('--count <n>', 'how many', wholeNumber(1, 10_000_000))
  .option('--malformed <k>', 'how many of them are malformed', wholeNumber(0), 0)
  .option('--seed <s>', 'the same seed gives the same messages', wholeNumber(0, 2 ** 32 - 1))
  .option('--same-ids', 'name the messages by seed and place, so that sending them again makes no second row')
  .action((flags: SeedFlags, command: Command) => {
    if (flags.malformed > flags.count) command.error('error: --malformed cannot be more than --count')
    return ending(seedCommand(flags, queueThread))
  })

const rejected = withDatabaseOptions(program.command('rejected'))
  .description('list rejected messages with their reasons, never their bodies')
  .option('--json', 'one line of JSON each')
  .action((flags: Flags & { json?: boolean }) => ending(listFoundCommand(flags, queueThread)))

withTable(rejected.command('show'))
  .description('show one rejected message: its body, covered, with every fault below its place')
  .argument('<id>', 'its message id, or its number')
  .option('--uncover', 'show personal data too; needs --why')
  .option('--why <reason>', 'why it must be seen, in 1 to 500 characters; the audit keeps it')
  .option('--json', 'one object of JSON')
  .action((id: string, flags: ShowFlags, command: Command) => {
    const all = { ...flags, ...command.optsWithGlobals<ShowFlags>() }
    if ((all.uncover === true) !== (all.why !== undefined))
      command.error('error: --uncover and --why go together')
    if (all.why !== undefined && !isWhy(all.why)) command.error('error: --why takes 1 to 500 characters')
    return ending(showCommand(id, all, queueThread))
  })

withChangeOptions(withTable(rejected.command('retry')))
  .description('try rejected messages again by the current rules, and load what is well formed')
  .addOption(new Option('--reason <code...>', 'only those with one of these reasons').choices(reasonCodes))
  .option(
    '--allow-unknown-fields',
    'load messages that have more than the fields of the event (SLUICE_ALLOW_UNKNOWN_FIELDS)',
  )
  .addOption(rejectMisfits())
  .option('--dry-run', 'say how many would be loaded, and change nothing')
  .option('--json', 'one line of JSON')
  .action((flags: RetryFlags, command: Command) =>
    // Commander gives an option that both commands have to the parent.
    ending(retryCommand({ ...flags, ...command.optsWithGlobals<RetryFlags>() }, queueThread)),
  )

addRepairCommands(rejected, queueThread, ending)
addEraseCommand(rejected, queueThread, ending)

withTable(rejected.command('propose'))
  .description('print the rule that turns a rejected message into what you have made of it in a file')
  .argument('<id>', 'its message id, or its number')
  .requiredOption('--edited <file>', 'the message as it should be')
  .option('--name <name>', 'what the rule is called', 'proposed')
  .action((id: string, flags: ProposeFlags, command: Command) =>
    ending(proposeCommand(id, { ...flags, ...command.optsWithGlobals<ProposeFlags>() }, queueThread)),
  )

withDatabaseOptions(rejected.command('history'))
  .description('say what became of one rejected message, version by version, never with its text')
  .argument('<id>', 'its message id, or its number')
  .option('--json', 'one object of JSON')
  .action((id: string, flags: Flags, command: Command) =>
    ending(historyCommand(id, { ...flags, ...command.optsWithGlobals<Flags>() }, queueThread)),
  )

addFindingCommands(rejected, queueThread, ending)
addRuleCommands(program, queueThread, ending)
addDeadLetterCommands(program, queueThread, ending)

withTable(program.command('rows'))
  .description('list loaded rows, newest first')
  .option('--limit <n>', 'at most this many', wholeNumber(1, 100_000), 20)
  .option('--run <id>', 'only rows that this run loaded', runId)
  .option('--json', 'one line of JSON each')
  .action((flags: ListFlags) => ending(rowsCommand(flags, queueThread)))

addTraceCommand(program, queueThread, ending)

withTable(program.command('export'))
  .description('write all loaded rows or all rejected messages (never their bodies) to a file')
  .addArgument(new Argument('<what>', 'which list').choices(['rows', 'rejected']))
  .addOption(
    new Option('--format <format>', 'Parquet needs a file').choices(exportFormats).makeOptionMandatory(),
  )
  .option('--output <file>', 'the file, which is replaced; without it, standard output')
  .action((what: ExportSubject['what'], flags: ExportFlags) =>
    ending(exportCommand(what, flags, queueThread)),
  )

withChangeOptions(withAll(program.command('doctor')))
  .description('say whether queue, database and table are as they must be, and what to do if not')
  .option('--json', 'one object of JSON')
  .option(
    '--grant <role>',
    'print SQL for an administrator instead: schema, table and rights for a role that owns nothing',
  )
  .addOption(rejectMisfits())
  .option('--reconcile', 'check what every run counted against the ledger')
  .action((flags: DoctorFlags) => ending(doctorCommand(flags, queueThread)))

addEventCommands(program, queueThread, ending)

addPruneCommand(program, queueThread, ending)

// A reader that leaves early, as `head` does, is not a failure: current work is still finished and closed.
process.stdout.on('error', () => undefined)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage
}
