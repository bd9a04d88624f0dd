import type { Command } from 'commander'
import { mostSampled } from '../contract/event-proposal.ts'
import { doctorCommand, type DoctorFlags } from './doctor.ts'
import { eventName, matchOf, withChoiceOptions } from './event-choices.ts'
import { schemaCommand, type SchemaFlags } from './event-from-schema.ts'
import { initCommand, type InitFlags } from './event-init.ts'
import { wholeNumber, withChangeOptions, withDatabaseOptions, withQueueOptions } from './options.ts'

/** Adds the commands for definitions of events. */
export const addEventCommands = (
  program: Command,
  queueThread: URL,
  ending: (command: Promise<number>) => Promise<void>,
): void => {
  const event = program.command('event').description('make and check the definition of an event')

  withChangeOptions(withDatabaseOptions(withQueueOptions(event.command('check'))))
    .description('say what is wrong with a definition, and whether it fits queue and table')
    .argument('<file>', 'NAME.event.json')
    .option('--json', 'one object of JSON')
    .action((file: string, flags: DoctorFlags) =>
      ending(doctorCommand({ ...flags, event: file }, queueThread)),
    )

  withChoiceOptions(withQueueOptions(event.command('init')))
    .description(
      'make a definition of what waits in the queue: one receive of each message, given back at once',
    )
    .argument('<name>', 'what the event is called', eventName)
    .option('--max <n>', 'look at this many messages at most', wholeNumber(1, mostSampled), 200)
    .option('--match <path=value,...>', 'take only messages with this there', matchOf)
    .option('--schema <file>', 'make it from a JSON Schema instead; nothing is received or fetched')
    .option('--out <file>', 'where it is written (NAME.event.json)')
    .option('--replace', 'replace an existing file')
    .option('--yes', 'look even if that may move messages to the dead-letter queue')
    .option('--json', 'one object of JSON')
    .action((name: string, flags: InitFlags) => ending(initCommand(name, flags, queueThread)))

  event
    .command('schema')
    .description('print a definition as JSON Schema, which init --schema reads as the same definition')
    .argument('<file>', 'NAME.event.json')
    .option('--out <file>', 'write it to this file instead of standard output')
    .option('--replace', 'replace an existing file')
    .action((file: string, flags: SchemaFlags) => ending(schemaCommand(file, flags)))
}
