import { describeFindings, describeForecast, describeRisk } from '../contract/forecast-words.ts'
import type { MonitorClient } from '../contract/monitor.ts'
import { exitCodes, print, printJson, sayFailure } from './output.ts'

/** Makes a dry run and reports its result; returns the exit code. */
export const tellForecast = async (
  monitor: MonitorClient,
  flags: { readonly max?: number; readonly json?: boolean },
): Promise<number> => {
  const answer = await monitor.send('dryRun', flags.max === undefined ? {} : { maxMessages: flags.max })
  if (!answer.ok) return sayFailure(answer.failure)
  if (flags.json === true) printJson(answer.value)
  else {
    const risk = describeRisk(answer.value)
    for (const line of [describeForecast(answer.value), ...describeFindings(answer.value)]) print(line)
    if (risk !== null) print(risk)
  }
  return exitCodes.done
}
