import { commandInputs, type MonitorClient } from '../contract/monitor.ts'
import { ok, type Result } from '../contract/result.ts'

/** Asks a person for the file of a definition; answers its path, or null when they would rather not. */
export type AskWhich = () => Promise<string | null>

/** The engine as the windows may have it: the system's own box says which file the definition of an event is. */
export const chooseEvent = (engine: MonitorClient, askWhich: AskWhich): MonitorClient => ({
  listen: engine.listen,
  send: async (name, input) =>
    // The engine says what is wrong with any other input.
    name === 'chooseEvent' && commandInputs.chooseEvent.safeParse(input).success
      ? (ok({ path: await askWhich() }) as unknown as Result<never>)
      : engine.send(name, input),
})
