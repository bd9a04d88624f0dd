import { z } from 'zod'
import { text } from './input.ts'
import type { Snapshot } from './snapshot.ts'

export const connectionInputs = {
  getSnapshot: z.strictObject({}),
  /** Reconnects, after a connection failed. */
  reconnect: z.strictObject({}),
  /**
   * Tries a queue or database that is away now, not at the next scheduled try, and allows the built-in ones all their
   * restarts again. Connects if there is no connection.
   */
  tryNow: z.strictObject({}),
  /** Changes a table that already holds rows to fit the event, then reconnects. */
  alterTable: z.strictObject({}),
  /** Accepts columns that are narrower than their fields, so that what does not fit is rejected, and reconnects. */
  rejectMisfits: z.strictObject({}),
  /** Loads into the built-in database if none was named, until Sluice exits, and reconnects. Refuses during a run. */
  useBuiltInDatabase: z.strictObject({}),
  /**
   * Agrees to what has changed in the event's definition since its table was last filled, and reconnects. Refuses during a run.
   */
  acceptEvent: z.strictObject({
    /** From the failure that listed the changes, so that nothing else is agreed to. */
    seen: text(0, 200),
    /** The field names that the person typed. */
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
