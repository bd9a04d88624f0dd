import { z } from 'zod'

/** How many sample messages can be asked for at once. */
export const mostSamples = 10_000

export const sampleInputs = {
  /**
   * Sends made-up messages of the event to the built-in queue, this many of them malformed. Other queues never get
   * any.
   */
  addSamples: z
    .strictObject({
      count: z.int().min(1).max(mostSamples),
      malformed: z.int().min(0).max(mostSamples),
    })
    .refine(({ count, malformed }) => malformed <= count, 'more would be malformed than there are'),
} as const

export interface SampleOutputs {
  readonly addSamples: { readonly sent: number }
}
