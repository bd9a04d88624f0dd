import { loadSettings, type Flags } from '../app/config.ts'
import { examine } from '../app/headless.ts'
import { exitCodes, print, sayFailure } from './output.ts'

/** Says whether queue, database and table are as they must be, and what to do if not; answers the exit code. */
export const doctorCommand = async (flags: Flags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const items = await examine(settings.value, queueThread)
  for (const item of items) {
    print(`${item.fine ? 'ok  ' : 'FAIL'}  ${item.what.padEnd(8)}  ${item.found}`)
    if (item.advice !== null) print(`                ${item.advice}`)
  }
  return items.every((item) => item.fine) ? exitCodes.done : exitCodes.failed
}
