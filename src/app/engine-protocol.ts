import type { Frame } from '../contract/events.ts'
import type { CommandName } from '../contract/monitor.ts'
import type { Result } from '../contract/result.ts'
import type { Settings } from './config.ts'

/** What goes to the engine's thread at its start. */
export interface EngineStart {
  readonly settings: Settings
  /** URL of the built `queue-thread.js`. */
  readonly queueThread: string
}

/** What goes to the engine's thread, and what comes back. */
export type EngineRequest =
  | { readonly type: 'command'; readonly id: number; readonly name: CommandName; readonly input: unknown }
  /** Only a host asks for this: it says which file. */
  | { readonly type: 'export'; readonly id: number; readonly request: unknown; readonly path: string }
  | { readonly type: 'close' }

export type EngineReply =
  | { readonly type: 'result'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'frame'; readonly frame: Frame }
