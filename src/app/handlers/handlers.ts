import type { CommandName, CommandOutputs, ParsedInput } from '../../contract/monitor.ts'

/** What answers the commands of one area. Rejects with a `FailureError` or a `PortError`. */
export type Handlers<N extends CommandName> = {
  readonly [K in N]: (input: ParsedInput<K>) => Promise<CommandOutputs[K]>
}
