import { AwsQueryProtocol } from '@aws-sdk/core/protocols'
import { SQSClient } from '@aws-sdk/client-sqs'
import { UndiciHttpHandler } from '@smithy/undici-http-handler'
import { longestPoll } from '../../pipeline/receiving.ts'
import { createDispatcher, type Network } from './network.ts'
import { PlainJsonProtocol } from './plain-json.ts'
import { createSigningHash } from './signing-hash.ts'

export interface QueueAddress {
  /** Base URL of the service; null for AWS's own in the region. */
  readonly endpoint: string | null
  readonly region: string
  /** Null for the usual AWS credential chain: environment, profiles, container and instance roles. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null
  /** The profile of the AWS configuration files for that chain; null for the environment's. */
  readonly profile?: string | null
  /** The way out of the network; null for a direct one. */
  readonly network?: Network | null
}

/**
 * How requests are written. AWS and current emulators speak JSON; services from before the end of 2023 know only the
 * older Query protocol, which uses XML.
 */
export type Protocol = 'json' | 'query'

export interface SqsClients {
  /** Holds long polls open. */
  readonly receiving: SQSClient
  /** For everything else, on separate connections, so that a delete never waits behind a long poll. */
  readonly acting: SQSClient
  readonly close: () => void
}

/** The time limit of an answer, besides the time of a poll; the SDK's default is to wait forever. */
const answerTimeout = 10_000

export const createSqsClients = (address: QueueAddress, protocol: Protocol): SqsClients => {
  // The caller retries a failed receive, with its own back-off.
  const receiving = createClient(address, protocol, longestPoll * 1_000 + answerTimeout, 1)
  const acting = createClient(address, protocol, answerTimeout, 2)
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
 * The endpoint goes to the constructor, and the queue's URL must not replace it: emulators return host names that do
 * not resolve, or even AWS's own.
 */
const createClient = (
  address: QueueAddress,
  protocol: Protocol,
  requestTimeout: number,
  maxAttempts: number,
): SQSClient => {
  const client = new SQSClient({
    region: address.region,
    ...(address.endpoint === null ? {} : { endpoint: address.endpoint, useQueueUrlAsEndpoint: false }),
    ...(address.credentials === null ? {} : { credentials: address.credentials }),
    ...(address.profile == null ? {} : { profile: address.profile }),
    protocol: protocol === 'query' ? new AwsQueryProtocol(queryProtocol) : PlainJsonProtocol,
    maxAttempts,
    cacheMiddleware: true,
    sha256: createSigningHash(),
    // See isIntact in queue.ts.
    md5: false,
    requestHandler: new UndiciHttpHandler({
      dispatcher: createDispatcher(address.network ?? null, { connect: 5_000, answer: requestTimeout }),
    }),
  })
  // It would walk through every request and answer to hide sensitive data from a log that does not exist.
  client.middlewareStack.remove('loggerMiddleware')
  return client
}

/** The names under which SQS's Query API of 2012 is known. */
const queryProtocol = {
  defaultNamespace: 'com.amazonaws.sqs',
  xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
  version: '2012-11-05',
}
