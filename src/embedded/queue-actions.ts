import type { DatabaseSync } from 'node:sqlite'
import { createMoveTasks, visibleOf, type MoveTasks } from './queue-move-tasks.ts'
import { noteGivenUp, tellGivenUp } from './queue-given-up.ts'
import { deadLettersOf, QueueRefusal, type KeptQueue, type QueueStore } from './queue-store.ts'

/** The actions on dead letters that SQS has and fauxqs 2.4.1 lacks. */
export interface QueueActions {
  /** Answers a request; undefined if it is a different request. Throws `QueueRefusal`. */
  readonly answer: (target: string | undefined, body: unknown) => object | undefined
  /** Completes the answer to a receive. */
  readonly complete: (target: string | undefined, request: unknown, answer: unknown) => void
  readonly close: () => void
}

interface Deleting {
  readonly db: DatabaseSync
  deleteMessage(messageId: string): void
}

/** @param queues the class of queues */
export const createQueueActions = (
  store: QueueStore,
  queues: { readonly prototype: Pick<KeptQueue, 'dequeue'> },
  persistence: Deleting,
): QueueActions => {
  noteGivenUp(queues, store, persistence)
  const tasks: MoveTasks = createMoveTasks(store, (queue) => {
    const [message] = visibleOf(queue)
    if (message === undefined) return undefined
    const group = message.messageGroupId ?? '__default'
    if (queue.isFifo()) {
      const rest = (queue.fifoMessages.get(group) ?? []).slice(1)
      if (rest.length === 0) queue.fifoMessages.delete(group)
      else queue.fifoMessages.set(group, rest)
    } else queue.messages = queue.messages.slice(1)
    persistence.deleteMessage(message.messageId)
    return message
  })
  const actions: Readonly<Record<string, (body: Readonly<Record<string, unknown>>) => object>> = {
    ListDeadLetterSourceQueues: (body) => listSources(store, body),
    StartMessageMoveTask: tasks.start,
    ListMessageMoveTasks: tasks.list,
    CancelMessageMoveTask: tasks.cancel,
  }
  return {
    answer: (target, body) => actions[actionOf(target)]?.((body ?? {}) as Readonly<Record<string, unknown>>),
    complete: (target, request, answer) => {
      if (actionOf(target) === 'ReceiveMessage') tellGivenUp(request, answer, store)
    },
    close: tasks.close,
  }
}

const actionOf = (target: string | undefined): string => target?.replace('AmazonSQS.', '') ?? ''

/** Like SQS: all, or pages if a size is requested. */
const listSources = (
  store: QueueStore,
  { QueueUrl, MaxResults, NextToken }: Readonly<Record<string, unknown>>,
): object => {
  const queue = typeof QueueUrl === 'string' ? store.getQueue(QueueUrl) : undefined
  if (queue === undefined) throw new QueueRefusal('QueueDoesNotExist', 'The specified queue does not exist.')
  const urls = [...store.allQueues()].filter((one) => deadLettersOf(one) === queue.arn).map(({ url }) => url)
  const from = typeof NextToken === 'string' ? Number(NextToken) : 0
  const size = typeof MaxResults === 'number' ? MaxResults : urls.length
  const more = from + size < urls.length ? { NextToken: String(from + size) } : {}
  return { queueUrls: urls.slice(from, from + size), ...more }
}
