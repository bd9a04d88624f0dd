import { z } from 'zod'
import { text } from './input.ts'
import type { Snapshot } from './snapshot.ts'

export const connectionInputs = {
  getSnapshot: z.strictObject({}),
  /** Reconnects, after a connection failed. */
  reconnect: z.strictObject({}),
  /**
   * Looks for a queue or a database that is away at once, instead of at the next try, and grants what is built in all its
   * restarts again. Where there is no connection, it is tried.
   */
  tryNow: z.strictObject({}),
  /** Changes a table that holds rows already into what the event needs, then connects again. */
  alterTable: z.strictObject({}),
  /** Leaves columns narrower than their fields from now on, so that what does not fit is rejected, and reconnects. */
  rejectMisfits: z.strictObject({}),
  /** Loads into the built-in database where none was named, until Sluice ends, and reconnects. Refuses during a run. */
  useBuiltInDatabase: z.strictObject({}),
  /**
   * Agrees to what has changed in the event's definition since its table was last filled, and reconnects. Refuses during a run.
   */
  acceptEvent: z.strictObject({
    /** Of the failure that told of the changes, so that nothing else is agreed to. */
    seen: text(0, 200),
    /** Names of fields that were typed. */
    fields: z.array(text(1, 63)).max(64),
  }),
} as const

export interface ConnectionOutputs {
  readonly getSnapshot: Snapshot
  readonly reconnect: null
  readonly tryNow: null
  readonly alterTable: null
  readonly rejectMisfits: null
  readonly useBuiltInDatabase: null
  readonly acceptEvent: null
}
