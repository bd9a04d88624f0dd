import type { Command } from 'commander'
import { fastestMove, mostPeeked } from '../contract/dead-letters.ts'
import {
  deadLettersCommand,
  pullCommand,
  redriveCommand,
  type DeadLetterFlags,
  type PullFlags,
  type RedriveFlags,
} from './dead-letters.ts'
import { withChangeOptions, withTable, withQueueOptions, wholeNumber } from './options.ts'
import { peekCommand, type PeekFlags } from './peek.ts'

/** Adds the commands for the queue itself and for its dead-letter queue. */
export const addDeadLetterCommands = (
  program: Command,
  queueThread: URL,
  ending: (code: Promise<number>) => Promise<void>,
): void => {
  withTable(withQueueOptions(program.command('peek')))
    .description('show messages of the live queue, covered and judged, and give them back')
    .option('--max <n>', 'at most this many (10)', wholeNumber(1, mostPeeked))
    .option('--yes', 'look even if that uses up the only receive that a message has')
    .option('--json', 'one object of JSON')
    .action((flags: PeekFlags) => ending(peekCommand(flags, queueThread)))

  const deadLetters = withQueueOptions(program.command('dead-letters'))
    .description('say what the dead-letter queue of the queue is, what waits there, and who shares it')
    .option('--json', 'one object of JSON')
    .action((flags: DeadLetterFlags) => ending(deadLettersCommand(flags, queueThread)))

  withChangeOptions(withTable(deadLetters.command('pull')))
    .description('keep messages of the dead-letter queue with the rejected ones, and take them off it')
    .option('--max <n>', 'at most this many', wholeNumber(1))
    .option('--all-sources', 'those of other queues that share the dead-letter queue, too')
    .option('--yes', 'go on even if it is shared')
    .option('--json', 'one line of JSON')
    .action((flags: PullFlags, command: Command) =>
      ending(pullCommand({ ...flags, ...command.optsWithGlobals<PullFlags>() }, queueThread)),
    )

  withChangeOptions(withTable(deadLetters.command('redrive')))
    .description('send messages of the dead-letter queue back to the queue, each with its origin')
    .option('--max <n>', 'at most this many', wholeNumber(1))
    .option('--rate <n>', 'at most this many messages a second', wholeNumber(1, 1_000_000))
    .option('--by-move-task', 'have SQS move them all; messages without an origin become other messages')
    .option('--yes', 'go on even if it is shared, or if identities may be lost')
    .option('--json', 'one line of JSON')
    .action((flags: RedriveFlags, command: Command) => {
      const all = { ...flags, ...command.optsWithGlobals<RedriveFlags>() }
      if (all.byMoveTask === true && all.max !== undefined)
        command.error('error: --by-move-task moves all of them; leave --max out')
      if (all.byMoveTask === true && (all.rate ?? 1) > fastestMove)
        command.error(`error: --by-move-task takes a --rate of ${fastestMove} at most`)
      return ending(redriveCommand(all, queueThread))
    })
}
