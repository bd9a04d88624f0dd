import type { z } from 'zod'
import { connectionInputs, type ConnectionOutputs } from './connection.ts'
import { eventInputs, type EventOutputs } from './event-editing.ts'
import { deadLetterInputs, type DeadLetterOutputs } from './dead-letter-work.ts'
import type { Frame } from './events.ts'
import { erasingInputs, type ErasingOutputs } from './erasing.ts'
import { exportInputs, type ExportOutputs } from './exports.ts'
import { findingInputs, type FindingOutputs } from './finding.ts'
import { historyInputs, type HistoryOutputs } from './history.ts'
import { mendingInputs, type MendingOutputs } from './mending.ts'
import { rejectedInputs, type RejectedOutputs } from './rejected.ts'
import type { Result } from './result.ts'
import { rowInputs, type RowOutputs } from './rows.ts'
import { ruleInputs, type RuleOutputs } from './rules.ts'
import { traceInputs, type TraceOutputs } from './trace.ts'
import { runInputs, type RunOutputs } from './runs.ts'
import { sampleInputs, type SampleOutputs } from './samples.ts'
import { settingsInputs, type SettingsOutputs } from './settings.ts'

/**
 * Every command with the shape of its input. This list is the whole surface between a window and the engine: nothing
 * else can be asked for.
 */
export const commandInputs = {
  ...connectionInputs,
  ...runInputs,
  ...rowInputs,
  ...rejectedInputs,
  ...deadLetterInputs,
  ...erasingInputs,
  ...findingInputs,
  ...mendingInputs,
  ...ruleInputs,
  ...traceInputs,
  ...exportInputs,
  ...historyInputs,
  ...sampleInputs,
  ...settingsInputs,
  ...eventInputs,
} as const

export interface CommandOutputs
  extends
    ConnectionOutputs,
    RunOutputs,
    RowOutputs,
    RejectedOutputs,
    DeadLetterOutputs,
    ErasingOutputs,
    FindingOutputs,
    MendingOutputs,
    RuleOutputs,
    TraceOutputs,
    ExportOutputs,
    HistoryOutputs,
    SampleOutputs,
    SettingsOutputs,
    EventOutputs {}

export type CommandName = keyof typeof commandInputs

export const commandNames = Object.keys(commandInputs) as readonly CommandName[]

/** Everything that a caller can leave out has a default. */
export type CommandInput<N extends CommandName> = z.input<(typeof commandInputs)[N]>

/** A command's input after its defaults are filled in. */
export type ParsedInput<N extends CommandName> = z.output<(typeof commandInputs)[N]>

/**
 * The one seam between the engine and its watchers. The engine itself, its thread, Electron's IPC and the web page's
 * HTTP all have this shape, so each is a stand-in for the next.
 */
export interface MonitorClient {
  /** Asks for one thing. Settles with a `Result` and does not reject. */
  readonly send: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ) => Promise<Result<CommandOutputs[N]>>
  /** Hears frames from now on; call what it returns to end that. */
  readonly listen: (onFrame: (frame: Frame) => void) => () => void
}
