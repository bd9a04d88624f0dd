import { randomInt } from 'node:crypto'
import { failure, FailureError } from '../../contract/failure.ts'
import type { SampleOutputs } from '../../contract/samples.ts'
import type { Connection } from '../connection.ts'
import { sendSamples } from '../send-samples.ts'
import type { Handlers } from './handlers.ts'

/** @param connected throws `FailureError` if nothing is connected */
export const createSampleHandlers = (connected: () => Connection): Handlers<keyof SampleOutputs> => ({
  addSamples: async (counts) => {
    const { source, targets } = connected()
    if (!source.queue.embedded)
      throw new FailureError(failure('samples-elsewhere', { queue: source.queue.name }))
    const options = { ...counts, seed: randomInt(2 ** 31), withOriginIds: false }
    return { sent: await sendSamples(targets.queue, source.event, options) }
  },
})
