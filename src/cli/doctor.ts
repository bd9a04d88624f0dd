import { version } from '../../package.json'
import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { examine } from '../app/headless/examine.ts'
import { reconcileAll } from '../app/headless/reconcile.ts'
import { scriptFor } from '../app/headless/write-grants.ts'
import type { CheckUpItem } from '../contract/settings.ts'
import type { Reconciliation } from '../contract/runs.ts'
import { exitCodes, print, printJson, sayFailure } from './output.ts'

export interface DoctorFlags extends Flags {
  readonly reconcile?: boolean
  readonly json?: boolean
  /** A role of the database. */
  readonly grant?: string
}

/** Shows what a run would meet, and what to do about it, or prints what an administrator runs; returns the exit code. */
export const doctorCommand = async (flags: DoctorFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  try {
    if (flags.grant !== undefined) {
      const script = await scriptFor(settings.value, flags.grant, queueThread)
      for (const line of script.trimEnd().split('\n')) print(line)
      return exitCodes.done
    }
    const items = await examine(settings.value, queueThread)
    const healthy = items.every(({ state }) => state !== 'not-fine')
    // Runs are only read if there is a database to ask.
    const runs = healthy && flags.reconcile === true ? await reconcileAll(settings.value, queueThread) : null
    if (flags.json === true) {
      const asked = runs === null ? {} : { runs }
      printJson({ version, platform: platformName(), healthy, items, ...asked })
    } else {
      items.forEach(printItem)
      if (runs !== null) report(runs)
    }
    return healthy && (runs ?? []).every(({ holds }) => holds) ? exitCodes.done : exitCodes.failed
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

const marks: Readonly<Record<CheckUpItem['state'], string>> = {
  fine: 'ok  ',
  'not-fine': 'FAIL',
  unknown: '?   ',
}

const printItem = ({ what, state, found, advice }: CheckUpItem): void => {
  print(`${marks[state]}  ${what.padEnd(12)}  ${found}`)
  if (advice !== null) print(`${' '.repeat(20)}${advice}`)
}

const platformName = (): string => `${process.platform}-${process.arch} node ${process.version}`

/** One line per run: received = loaded + duplicates + rejected + released, and its entries in the ledger. */
const report = (runs: readonly Reconciliation[]): void => {
  for (const { runId, counts, ledger, holds } of runs) {
    const { received, loaded, duplicates, rejected, released } = counts
    const sum = `${received} received = ${loaded} loaded + ${duplicates} duplicate + ${rejected} rejected + ${released} released`
    const held =
      ledger === null ? 'ledger pruned since' : `ledger: ${ledger.loaded} loaded, ${ledger.rejected} rejected`
    print(`${holds ? 'ok  ' : 'FAIL'}  run ${runId}  ${sum}; ${held}`)
  }
  if (runs.length === 0) print('ok    No run has been made yet.')
}
