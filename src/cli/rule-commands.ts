import type { Command } from 'commander'
import type { Flags } from '../app/config.ts'
import { withDatabaseOptions, withTable } from './options.ts'
import { deleteRuleCommand, rulesCommand, showRuleCommand, switchRuleCommand } from './rules.ts'

/** Adds the commands for the rules that a database stores. */
export const addRuleCommands = (
  program: Command,
  queueThread: URL,
  ending: (command: Promise<number>) => Promise<void>,
): void => {
  const rules = withTable(program.command('rules'))
    .description('list the rules that the database keeps for mending rejected messages')
    .option('--json', 'one line of JSON each')
    .action((flags: Flags & { json?: boolean }) => ending(rulesCommand(flags, queueThread)))

  withDatabaseOptions(rules.command('show'))
    .description('print the file of a rule')
    .argument('<name>', 'its name, or its hash')
    .action((name: string, flags: Flags, command: Command) =>
      ending(showRuleCommand(name, { ...flags, ...command.optsWithGlobals<Flags>() }, queueThread)),
    )

  for (const [command, on, what] of [
    ['enable', true, 'have a rule mend, from now on, what runs reject'],
    ['disable', false, 'stop a rule from mending by itself'],
  ] as const)
    withTable(rules.command(command))
      .description(what)
      .argument('<name>', 'its name, or its hash')
      .action((name: string, flags: Flags, all: Command) =>
        ending(switchRuleCommand(name, on, { ...flags, ...all.optsWithGlobals<Flags>() }, queueThread)),
      )

  withDatabaseOptions(rules.command('delete'))
    .description('take a rule out of the list; what it has done stays in the history')
    .argument('<name>', 'its name, or its hash')
    .action((name: string, flags: Flags, command: Command) =>
      ending(deleteRuleCommand(name, { ...flags, ...command.optsWithGlobals<Flags>() }, queueThread)),
    )
}
