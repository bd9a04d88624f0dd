import { onTestFinished } from 'vitest'
import { openQueue } from '../../src/adapters/sqs/queue.ts'
import { openQueueService } from '../../src/adapters/sqs/service.ts'
import { startSqsDouble, type DoubleOptions } from '../double/sqs-double.ts'
import { queueTarget } from './test-queue.ts'

/** A separate double for one test, opened as the app opens a queue. */
export const openDouble = async (
  options: DoubleOptions = {},
  attributes: Readonly<Record<string, unknown>> = {},
  protocol: 'json' | 'query' = 'json',
) => {
  const double = await startSqsDouble(options)
  double.script.queueAttributes = attributes
  const service = await openQueueService({ ...queueTarget(double.queueName, double.endpoint), protocol })
  onTestFinished(async () => {
    service.close()
    await double.close()
  })
  return { double, service, port: await openQueue(service) }
}
