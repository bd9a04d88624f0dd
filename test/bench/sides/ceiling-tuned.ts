import { openQueueService } from '../../../src/adapters/sqs/service.ts'
import { contend } from '../side.ts'
import { drainDoingNothing } from './ceiling.ts'

/** The ceiling on Sluice's settings of the SDK. */
await contend(async ({ endpoint, queue, count }) => {
  const service = await openQueueService({
    address: {
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    },
    queue: { name: queue, url: null, endpoint: null, region: null },
    names: { queue, endpoint },
    protocol: 'json',
  })
  return () => drainDoingNothing(service.acting, service.queueUrl, count)
})
