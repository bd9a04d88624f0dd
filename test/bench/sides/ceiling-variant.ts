import { GetQueueUrlCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs'
import { UndiciHttpHandler } from '@smithy/undici-http-handler'
import { PlainJsonProtocol } from '../../../src/adapters/sqs/plain-json.ts'
import { createSigningHash } from '../../../src/adapters/sqs/signing-hash.ts'
import { contend } from '../side.ts'
import { drainDoingNothing } from './ceiling.ts'

/** Sluice's settings of the SDK, and each of them undone alone. */
const settings: SQSClientConfig = {
  protocol: PlainJsonProtocol,
  cacheMiddleware: true,
  md5: false,
  sha256: createSigningHash(),
}

const without = (name: keyof SQSClientConfig): SQSClientConfig =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name))

await contend(async ({ endpoint, queue, count, variant = '' }) => {
  const client = new SQSClient({
    ...without(variant as keyof SQSClientConfig),
    ...(variant === 'requestHandler'
      ? {}
      : { requestHandler: new UndiciHttpHandler({ dispatcher: { connections: 64 } }) }),
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    useQueueUrlAsEndpoint: false,
  })
  if (variant !== 'loggerMiddleware') client.middlewareStack.remove('loggerMiddleware')
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: queue }))
  return () => drainDoingNothing(client, QueueUrl, count)
})
