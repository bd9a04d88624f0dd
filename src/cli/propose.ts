import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { proposeFrom } from '../app/headless/repair.ts'
import { fileOfRule } from '../contract/repair-rule.ts'
import { describeRule } from '../contract/repair-words.ts'
import { exitCodes, print, say, sayFailure } from './output.ts'

export interface ProposeFlags extends Flags {
  readonly edited: string
  readonly name: string
}

/** Prints a rule in the form of its file, and on standard error what it does; returns the exit code. */
export const proposeCommand = async (id: string, flags: ProposeFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const { edited, name } = flags
  try {
    const rule = await proposeFrom(settings.value, { id, edited, name }, queueThread)
    say(`The rule ${rule.name} ${describeRule(rule)}.`)
    for (const line of JSON.stringify(fileOfRule(rule), null, 2).split('\n')) print(line)
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
