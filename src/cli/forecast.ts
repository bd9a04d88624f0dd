import type { MonitorClient } from '../contract/monitor.ts'
import { nameOfReason } from '../contract/reason.ts'
import { describeCut, describeIgnored, type RunNotes } from '../contract/run-notes.ts'
import type { Forecast } from '../contract/runs.ts'
import { exitCodes, print, printJson, sayFailure } from './output.ts'

/** Makes a dry run and reports its result; returns the exit code. */
export const tellForecast = async (
  monitor: MonitorClient,
  flags: { readonly max?: number; readonly json?: boolean },
): Promise<number> => {
  const answer = await monitor.send('dryRun', flags.max === undefined ? {} : { maxMessages: flags.max })
  if (!answer.ok) return sayFailure(answer.failure)
  if (flags.json === true) printJson(answer.value)
  else for (const line of words(answer.value)) print(line)
  return exitCodes.done
}

const words = ({
  looked,
  loaded,
  duplicates,
  rejected,
  reasons,
  sawAll,
  atRisk,
  notes,
}: Forecast): readonly string[] => [
  `${looked} looked at: ${loaded} would be loaded, ${duplicates} duplicate, ${rejected} rejected`,
  ...reasons.map(({ code, count }) => `  ${nameOfReason(code)}: ${count}`),
  ...noted(notes),
  `All are back on the queue; each has been received once more.${sawAll ? '' : ' More may wait.'}`,
  ...(atRisk > 0 ? [`${atRisk} will go to the dead-letter queue when received again.`] : []),
]

const noted = (notes: RunNotes): readonly string[] => [
  ...[describeIgnored(notes)].filter((sentence) => sentence !== null),
  ...notes.cut.map(({ field }) => describeCut(field)),
]
