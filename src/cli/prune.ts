import type { Command } from 'commander'
import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { pruneNow } from '../app/headless/prune.ts'
import { formatCountOf } from '../contract/amount.ts'
import { describeErased } from '../contract/erasing.ts'
import { withDatabaseOptions } from './options.ts'
import { print, say, sayFailure } from './output.ts'
import { onStopSignal, stoppingWords } from './signals.ts'

/** @param ending settles with the exit code that a command answers */
export const addPruneCommand = (
  program: Command,
  queueThread: URL,
  ending: (work: Promise<number>) => Promise<void>,
): void => {
  withDatabaseOptions(program.command('prune'))
    .description('forget old ledger entries, and erase what is kept too long')
    .option('--ledger-days <n>', 'for how many days the ledger remembers (SLUICE_LEDGER_DAYS; 28 or more)')
    .option(
      '--rejected-days <n>',
      'erase the texts of messages rejected more than this many days ago, or off (SLUICE_REJECTED_DAYS)',
    )
    .action((flags: Flags) => ending(pruneCommand(flags, queueThread)))
}

/** Shortens the ledger to what a redelivery can still need, and erases what was kept too long; returns the exit code. */
const pruneCommand = async (flags: Flags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => {
    say(stoppingWords)
    abort.abort()
  })
  try {
    const { pruned, erased, ledgerDays, rejectedDays } = await pruneNow(
      settings.value,
      queueThread,
      abort.signal,
    )
    print(
      `${formatCountOf(pruned, 'ledger entry', 'ledger entries')} older than ${ledgerDays} days forgotten.`,
    )
    if (rejectedDays !== null)
      print(`${describeErased({ erased })}, of those older than ${rejectedDays} days.`)
    if (abort.signal.aborted) say('Stopped: what else is old enough stays until the next prune.')
    return stopping.exitCode()
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
