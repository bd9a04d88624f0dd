import type { Delivered, QueueState } from './queue-state.ts'
import type { Script } from './script.ts'

/** A request in neither protocol: names and texts as SQS's reference gives them. */
export interface Call {
  readonly action: string
  readonly queueName: string
  readonly numbers: Readonly<Record<string, number>>
  readonly entries: readonly CallEntry[]
  readonly texts: Readonly<Record<string, string>>
}

export interface CallEntry {
  readonly id: string
  readonly receipt: string
  readonly body: string
  readonly originId: string | null
  readonly groupId: string | null
  readonly deduplicationId: string | null
  readonly visibilitySeconds: number
  readonly delaySeconds: number
}

export type Answer =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'url'; readonly name: string }
  | { readonly kind: 'attributes'; readonly attributes: Readonly<Record<string, unknown>> }
  | { readonly kind: 'messages'; readonly messages: readonly Delivered[] }
  | { readonly kind: 'entries'; readonly done: readonly DoneEntry[]; readonly failed: readonly FailedEntry[] }
  | {
      readonly kind: 'error'
      readonly status: number
      readonly code: string | null
      readonly message?: string
    }

export interface DoneEntry {
  readonly id: string
  readonly messageId: string | null
  readonly md5: string | null
}

export interface FailedEntry {
  readonly id: string
  readonly code: string
  readonly senderFault: boolean
}

export interface Queues {
  readonly find: (name: string) => QueueState | null
  readonly create: (name: string) => QueueState
}

const missingQueue: Answer = {
  kind: 'error',
  status: 400,
  code: 'AWS.SimpleQueueService.NonExistentQueue',
}

/** Counts of deletes, for tests of a careful consumer. */
export interface DeleteCounts {
  removed: number
  stale: number
  gone: number
  /** When the last call came, monotonic, in milliseconds. */
  lastAt: number | null
}

/** Runs one call. A receive that finds nothing returns at once; the server does the waiting. */
export const perform = (call: Call, queues: Queues, script: Script, deletes: DeleteCounts): Answer => {
  if (call.action === 'CreateQueue') {
    queues.create(call.queueName)
    return { kind: 'url', name: call.queueName }
  }
  const queue = queues.find(call.queueName)
  if (queue === null) return missingQueue
  switch (call.action) {
    case 'GetQueueUrl':
      return { kind: 'url', name: call.queueName }
    case 'GetQueueAttributes':
      return { kind: 'attributes', attributes: attributesOf(queue, script) }
    case 'ReceiveMessage':
      return {
        kind: 'messages',
        messages: queue.receive(call.numbers.MaxNumberOfMessages ?? 1, call.numbers.VisibilityTimeout),
      }
    case 'DeleteMessageBatch':
      return removeEntries(call.entries, queue, script, deletes)
    case 'ChangeMessageVisibilityBatch':
      return eachEntry(call.entries, (entry) =>
        queue.changeVisibility(entry.receipt, entry.visibilitySeconds) === 'done'
          ? null
          : { id: entry.id, code: 'MessageNotInflight', senderFault: true },
      )
    case 'SendMessageBatch':
      return {
        kind: 'entries',
        failed: [],
        done: call.entries.map(({ id, body, ...options }) => ({
          id,
          messageId: queue.send(body, sendOptions(options)),
          md5: null,
        })),
      }
    default:
      return { kind: 'error', status: 400, code: 'InvalidAction' }
  }
}

/** An entry's id counts only within its call; it is not the message's. */
const sendOptions = ({
  originId,
  groupId,
  deduplicationId,
  delaySeconds,
}: Omit<CallEntry, 'id' | 'body'>) => ({
  ...{ originId, groupId, deduplicationId, delaySeconds },
})

const attributesOf = (queue: QueueState, script: Script): Readonly<Record<string, unknown>> => {
  const depth = script.depth ?? queue.depth()
  return {
    VisibilityTimeout: String(queue.rules.visibilitySeconds),
    ApproximateNumberOfMessages: String(depth.visible),
    ApproximateNumberOfMessagesNotVisible: String(depth.inFlight),
    ApproximateNumberOfMessagesDelayed: String(depth.delayed),
    ...script.queueAttributes,
  }
}

const removeEntries = (
  entries: readonly CallEntry[],
  queue: QueueState,
  script: Script,
  deletes: DeleteCounts,
): Answer => {
  if (new Set(entries.map(({ id }) => id)).size < entries.length)
    return { kind: 'error', status: 400, code: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct' }
  deletes.lastAt = performance.now()
  const plan = script.deleteFailures
  const refused = plan.batches > 0 ? plan.entries : 0
  if (plan.batches > 0) plan.batches -= 1
  return eachEntry(entries, (entry, index) => {
    if (index < refused) return { id: entry.id, code: 'InternalError', senderFault: plan.senderFault }
    deletes[queue.remove(entry.receipt)] += 1
    return null
  })
}

const eachEntry = (
  entries: readonly CallEntry[],
  action: (entry: CallEntry, index: number) => FailedEntry | null,
): Answer => {
  const done: DoneEntry[] = []
  const failed: FailedEntry[] = []
  for (const [index, entry] of entries.entries()) {
    const fault = action(entry, index)
    if (fault === null) done.push({ id: entry.id, messageId: null, md5: null })
    else failed.push(fault)
  }
  return { kind: 'entries', done, failed }
}
