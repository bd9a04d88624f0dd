import { writeWhole } from '../app/export/write-whole.ts'
import { toFailure } from '../app/faults.ts'
import type { CommandInput, MonitorClient } from '../contract/monitor.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import type { ExportedRule } from '../contract/rules.ts'

/** Asks a person where to save a rule of this name; returns its path, or null if they cancel. */
export type AskWhereRule = (name: string) => Promise<string | null>

/** The engine for the windows: a rule is saved where the person chooses, and the page never learns the folder. */
export const saveRules = (engine: MonitorClient, askWhere: AskWhereRule): MonitorClient => {
  const save = async (input: CommandInput<'exportRule'>): Promise<Result<ExportedRule>> => {
    const answer = await engine.send('exportRule', input)
    if (!answer.ok || answer.value.how !== 'text') return answer
    const { name, text } = answer.value
    const path = await askWhere(name)
    if (path === null) return ok({ how: 'dismissed' })
    try {
      return ok({ how: 'saved', name: (await writeWhole(path, oneChunk(text))).name })
    } catch (error) {
      return failed(toFailure(error))
    }
  }
  return {
    listen: engine.listen,
    send: (name, input) =>
      name === 'exportRule'
        ? (save(input as CommandInput<'exportRule'>) as Promise<Result<never>>)
        : engine.send(name, input),
  }
}

async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text
}
