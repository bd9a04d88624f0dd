import type { CommandName, CommandOutputs, ParsedInput } from '../../contract/monitor.ts'

/** Handlers of one area's commands. They reject with a `FailureError` or a `PortError`. */
export type Handlers<N extends CommandName> = {
  readonly [K in N]: (input: ParsedInput<K>) => Promise<CommandOutputs[K]>
}
