import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { KeptMessage, KeptQueue, QueueStore } from './queue-store.ts'

/** Queue classes that are already patched: a process can start several services. */
const mended = new WeakSet()

/** Records on a queue's disk which queue gave a message up. */
const notes = new WeakMap<object, StatementSync>()

/**
 * fauxqs 2.4.1 forgets which queue gave a message up. Records it in the message and beside it on the disk, and
 * handles messages of a FIFO queue like SQS: their time and place are those of the dead-letter queue, and the
 * deduplication id is the message's own (SQS developer guide, "Configure a dead-letter queue redrive").
 *
 * @param queues the class of queues, whose receives give messages up
 */
export const noteGivenUp = (
  queues: { readonly prototype: Pick<KeptQueue, 'dequeue'> },
  store: Pick<QueueStore, 'allQueues'>,
  persistence: { readonly db: DatabaseSync },
): void => {
  const { db } = persistence
  db.exec(
    'create table if not exists sluice_given_up (message_id text primary key, source_arn text not null)',
  )
  db.exec('delete from sluice_given_up where message_id not in (select message_id from sqs_messages)')
  notes.set(persistence, db.prepare('insert or replace into sluice_given_up values (?, ?)'))
  const sources = new Map(
    db
      .prepare('select message_id, source_arn from sluice_given_up')
      .all()
      .map((row) => [String(row.message_id), String(row.source_arn)]),
  )
  for (const queue of store.allQueues())
    for (const message of messagesOf(queue)) message.givenUpBy = sources.get(message.messageId)
  mendGivingUp(queues.prototype)
}

const mendGivingUp = (prototype: Pick<KeptQueue, 'dequeue'>): void => {
  if (mended.has(prototype)) return
  mended.add(prototype)
  const { dequeue } = prototype
  prototype.dequeue = function giveUp(this: KeptQueue, count, visibility, resolve) {
    return dequeue.call(this, count, visibility, (arn) => {
      const target = resolve?.(arn)
      if (target === undefined) return undefined
      // Nothing else is asked of it.
      const enqueue = (message: KeptMessage) => enterDeadLetters(message, this, target)
      return { enqueue } as KeptQueue
    })
  }
}

const enterDeadLetters = (message: KeptMessage, from: KeptQueue, target: KeptQueue): void => {
  message.givenUpBy = from.arn
  if (target.isFifo()) {
    message.sentTimestamp = Date.now()
    message.messageDeduplicationId = message.messageId
    message.sequenceNumber = target.nextSequenceNumber()
  }
  target.enqueue(message)
  if (target.persistence !== undefined) notes.get(target.persistence)?.run(message.messageId, from.arn)
}

const messagesOf = (queue: KeptQueue): readonly KeptMessage[] => [
  ...queue.messages,
  ...[...queue.fifoMessages.values()].flat(),
  ...[...queue.inflightMessages.values()].map(({ message }) => message),
]

/** Adds to the messages of an answer which queue gave them up, if the request asks for it. */
export const tellGivenUp = (request: unknown, answer: unknown, store: QueueStore): void => {
  const { QueueUrl, AttributeNames, MessageSystemAttributeNames } = (request ?? {}) as Record<string, unknown>
  const names = [AttributeNames, MessageSystemAttributeNames].flat()
  if (!names.includes('All') && !names.includes('DeadLetterQueueSourceArn')) return
  const queue = typeof QueueUrl === 'string' ? store.getQueue(QueueUrl) : undefined
  const { Messages = [] } = (answer ?? {}) as { readonly Messages?: readonly Received[] }
  for (const message of Messages) {
    const from = queue?.inflightMessages.get(message.ReceiptHandle)?.message.givenUpBy
    if (from !== undefined) message.Attributes = { ...message.Attributes, DeadLetterQueueSourceArn: from }
  }
}

interface Received {
  readonly ReceiptHandle: string
  Attributes?: Readonly<Record<string, string>>
}
