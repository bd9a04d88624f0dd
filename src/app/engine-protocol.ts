import type { Frame } from '../contract/events.ts'
import type { CommandName } from '../contract/monitor.ts'
import type { Result } from '../contract/result.ts'
import type { Settings } from './config.ts'

/** The data for the engine's thread at its start. */
export interface EngineStart {
  readonly settings: Settings
  /** URL of the built `queue-thread.js`. */
  readonly queueThread: string
}

/** Requests to the engine's thread, and its replies. */
export type EngineRequest =
  | { readonly type: 'command'; readonly id: number; readonly name: CommandName; readonly input: unknown }
  /** Only a host sends this: it names the file. */
  | { readonly type: 'export'; readonly id: number; readonly request: unknown; readonly path: string }
  | { readonly type: 'close' }

export type EngineReply =
  | { readonly type: 'result'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'frame'; readonly frame: Frame }
