import { commandInputs, type MonitorClient } from '../contract/monitor.ts'
import { ok, type Result } from '../contract/result.ts'

/** Asks a person for a definition's file; returns its path, or null if they cancel. */
export type AskWhich = () => Promise<string | null>

/** The engine for the windows: the system's dialog chooses the file of an event's definition. */
export const chooseEvent = (engine: MonitorClient, askWhich: AskWhich): MonitorClient => ({
  listen: engine.listen,
  send: async (name, input) =>
    // The engine reports what is wrong with any other input.
    name === 'chooseEvent' && commandInputs.chooseEvent.safeParse(input).success
      ? (ok({ path: await askWhich() }) as unknown as Result<never>)
      : engine.send(name, input),
})
