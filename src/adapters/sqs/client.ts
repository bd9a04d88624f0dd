import { SQSClient } from '@aws-sdk/client-sqs'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

export interface QueueAddress {
  /** Base URL of the service; null for AWS's own in the region. */
  readonly endpoint: string | null
  readonly region: string
  /** Null for the usual AWS credential chain: environment, profiles, container and instance roles. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null
}

export interface SqsClients {
  /** Holds long polls open. */
  readonly receiving: SQSClient
  /** For everything else, on connections of its own, so that a delete never waits behind a long poll. */
  readonly acting: SQSClient
  readonly close: () => void
}

/** No call of ours takes longer to answer than a long poll of 20 s; the SDK's own default is to wait for ever. */
const longestPoll = 20_000

export const createSqsClients = (address: QueueAddress): SqsClients => {
  const receiving = createClient(address, longestPoll + 5_000)
  const acting = createClient(address, 10_000)
  return {
    receiving,
    acting,
    close: () => {
      receiving.destroy()
      acting.destroy()
    },
  }
}

/**
 * The endpoint is given to the constructor and the URL of the queue is kept from replacing it: emulators answer with
 * host names that do not resolve, or even with AWS's own.
 */
const createClient = (address: QueueAddress, requestTimeout: number): SQSClient => {
  const agent = { keepAlive: true, maxSockets: 64 }
  return new SQSClient({
    region: address.region,
    ...(address.endpoint === null ? {} : { endpoint: address.endpoint, useQueueUrlAsEndpoint: false }),
    ...(address.credentials === null ? {} : { credentials: address.credentials }),
    maxAttempts: 2,
    cacheMiddleware: true,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 5_000,
      requestTimeout,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    }),
  })
}
