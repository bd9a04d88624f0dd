import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  type QueueAttributeName,
} from '@aws-sdk/client-sqs'
import type { DeadLetterView } from '../../contract/dead-letters.ts'
import { PortError } from '../../pipeline/ports.ts'
import { asking, deniedBy, isUnknownTo } from './asking.ts'
import { readRedrivePolicy, whereOf, type RedrivePolicy } from './dead-letters.ts'
import { readCount, readRecord } from './read-number.ts'
import type { QueueService } from './service.ts'

/** The dead-letter queue of a queue, to be worked on. */
export interface DeadLetterQueue {
  readonly policy: RedrivePolicy
  /** Do not close it: it uses the queue's connections. */
  readonly service: QueueService
  /** Null if the service does not say. */
  readonly arn: string | null
  /** Of the queue that it is for. */
  readonly sourceArn: string | null
}

/**
 * The redrive policy of a queue; null if it has none. Unlike `openDeadLetters` it fails if that cannot be known,
 * since work on messages depends on it. Throws `PortError`.
 */
export const readPolicyOf = async (service: QueueService): Promise<RedrivePolicy | null> =>
  readRedrivePolicy((await attributesOf(service, ['RedrivePolicy'])).RedrivePolicy)

/** Null if the queue has no dead-letter queue. Throws `PortError`, also if that queue is gone. */
export const findDeadLetterQueue = async (service: QueueService): Promise<DeadLetterQueue | null> => {
  const own = await attributesOf(service, ['RedrivePolicy', 'QueueArn'])
  const policy = readRedrivePolicy(own.RedrivePolicy)
  if (policy === null) return null
  const dead = await openDead(service, policy)
  const { QueueArn } = await attributesOf(dead, ['QueueArn'])
  return { policy, service: dead, arn: arnOf(QueueArn), sourceArn: arnOf(own.QueueArn) }
}

const openDead = async (service: QueueService, policy: RedrivePolicy): Promise<QueueService> => {
  const names = { ...service.names, queue: policy.name }
  const queueUrl = await asking('sqs:GetQueueUrl', names, async () => {
    const { QueueUrl } = await service.acting.send(new GetQueueUrlCommand(whereOf(policy, service.queueUrl)))
    if (QueueUrl === undefined) throw new SyntaxError('The answer has no QueueUrl')
    return QueueUrl
  })
  return { ...service, names, queueUrl }
}

const attributesOf = (
  { acting, queueUrl, names }: QueueService,
  AttributeNames: readonly QueueAttributeName[],
): Promise<Readonly<Record<string, unknown>>> =>
  asking('sqs:GetQueueAttributes', names, async () =>
    readRecord(
      (
        await acting.send(
          new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...AttributeNames] }),
        )
      ).Attributes,
    ),
  )

const arnOf = (value: unknown): string | null =>
  typeof value === 'string' && value.startsWith('arn:') ? value : null

/** The most pages of names to ask for; ten thousand queues are more than anybody reads. */
const mostPages = 10
const pageSize = 1_000

/** Names of the queues whose dead-letter queue this is. Throws `PortError`. */
const sourcesOf = ({ acting, queueUrl, names }: QueueService): Promise<readonly string[]> =>
  asking('sqs:ListDeadLetterSourceQueues', names, async () => {
    const found: string[] = []
    let token: string | undefined
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await acting.send(
        new ListDeadLetterSourceQueuesCommand({
          ...{ QueueUrl: queueUrl, MaxResults: pageSize },
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      )
      const urls: unknown = answer.queueUrls
      if (Array.isArray(urls)) for (const url of urls) if (typeof url === 'string') found.push(nameOfUrl(url))
      token = answer.NextToken
      if (typeof token !== 'string' || token === '') break
    }
    return [...new Set(found)].toSorted()
  })

const nameOfUrl = (url: string): string => url.split('/').at(-1) ?? ''

/**
 * What is known about a queue's dead letters without receiving any. Missing rights are listed in the answer and are
 * not errors; any other failure throws `PortError`, also if the queue itself may not be looked at.
 */
export const lookAtDeadLetters = async (service: QueueService): Promise<DeadLetterView> => {
  const denied: string[] = []
  /** Null if the right is missing, or the service does not know the request. */
  const ifMay = async <T>(ask: () => Promise<T>): Promise<T | null> => {
    try {
      return await ask()
    } catch (error) {
      const action = deniedBy(error)
      if (action === null && !isUnknownTo(error)) throw error
      if (action !== null && !denied.includes(action)) denied.push(action)
      return null
    }
  }
  const { queue } = service.names
  const deadLettersOf = await ifMay(() => sourcesOf(service))
  const policy = await ifMay(() => readPolicyOf(service))
  if (policy === null) return { queue, deadLetters: null, deadLettersOf, denied }
  let isMissing = false
  const dead = await ifMay(() =>
    openDead(service, policy).catch((error: unknown) => {
      if (!(error instanceof PortError) || error.failure.code !== 'queue-missing') throw error
      isMissing = true
      return null
    }),
  )
  const waiting =
    dead === null ? null : await ifMay(() => attributesOf(dead, ['ApproximateNumberOfMessages']))
  const sources = dead === null ? null : await ifMay(() => sourcesOf(dead))
  return {
    ...{ queue, deadLettersOf, denied },
    deadLetters: {
      ...{ name: policy.name, maxReceiveCount: policy.maxReceiveCount, isMissing },
      waiting:
        waiting === null ? null : readCount(waiting.ApproximateNumberOfMessages, Number.MAX_SAFE_INTEGER),
      others: sources?.filter((name) => name !== nameOfUrl(service.queueUrl)) ?? null,
    },
  }
}
