import { randomUUID } from 'node:crypto'
import {
  deadLettersOf,
  QueueRefusal,
  type KeptMessage,
  type KeptQueue,
  type QueueStore,
} from './queue-store.ts'

/** Moves messages from dead-letter queues as SQS does: each as a new message, in the background, one task a queue. */
export interface MoveTasks {
  readonly start: (input: Input) => { readonly TaskHandle: string }
  readonly list: (input: Input) => { readonly Results: readonly object[] }
  readonly cancel: (input: Input) => { readonly ApproximateNumberOfMessagesMoved: number }
  /** Ends all of them. */
  readonly close: () => void
}

type Input = Readonly<Record<string, unknown>>

/** What a task was asked to do. */
interface Order {
  readonly source: KeptQueue
  /** An ARN; if there is none, each message goes to the queue that gave it up. */
  readonly destination: string | undefined
  /** Messages a second. */
  readonly rate: number | undefined
}

interface Task extends Order {
  readonly handle: string
  readonly startedAt: number
  readonly total: number
  moved: number
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'
  reason: string | undefined
  timer: NodeJS.Timeout | undefined
}

/** How often a task continues, in milliseconds, and how many messages it moves then if no rate is set. */
const step = 20
const portion = 50

/** SQS's own names. */
const fastest = 500
const mostListed = 10

/** Takes a message off a queue; messages in flight stay. */
export type TakeOff = (queue: KeptQueue) => KeptMessage | undefined

/**
 * @param takeOff takes the oldest visible message off a queue, on the disk too
 * @param renew turns a message into one that is sent again: a new id, sent now, never received
 */
export const createMoveTasks = (
  store: QueueStore,
  takeOff: TakeOff,
  renew: (message: KeptMessage) => KeptMessage = renewed,
): MoveTasks => {
  const tasks: Task[] = []

  const moveOne = (task: Task): boolean => {
    const [next] = visibleOf(task.source)
    if (next === undefined) return endTask(task, 'COMPLETED')
    const arn = task.destination ?? next.givenUpBy
    if (arn === undefined) return endTask(task, 'FAILED', 'CouldNotDetermineMessageSource')
    const target = store.getQueueByArn(arn)
    if (target === undefined) return endTask(task, 'FAILED', 'AWS.SimpleQueueService.NonExistentQueue')
    const taken = takeOff(task.source)
    if (taken === undefined) return false
    const message = renew(taken)
    if (target.isFifo()) message.sequenceNumber = target.nextSequenceNumber()
    target.enqueue(message)
    task.moved += 1
    return true
  }

  return {
    start: (input) => {
      const order = readOrder(input, store, (queue) =>
        tasks.some(({ source, status }) => source === queue && status === 'RUNNING'),
      )
      const task = newTask(order)
      const { rate } = order
      const perStep = rate === undefined ? portion : 1
      task.timer = setInterval(
        () => {
          for (let moved = 0; moved < perStep && moveOne(task); moved += 1);
        },
        rate === undefined ? step : 1_000 / rate,
      ).unref()
      tasks.unshift(task)
      return { TaskHandle: task.handle }
    },
    list: ({ SourceArn, MaxResults }) => ({
      Results: tasks
        .filter(({ source }) => source.arn === SourceArn)
        .slice(0, Math.min(mostListed, Math.max(1, Number(MaxResults ?? 1))))
        .map(toResult),
    }),
    cancel: ({ TaskHandle }) => {
      const task = tasks.find(({ handle }) => handle === TaskHandle)
      if (task?.status !== 'RUNNING') throw noSuchResource()
      endTask(task, 'CANCELLED')
      return { ApproximateNumberOfMessagesMoved: task.moved }
    },
    close: () => {
      for (const task of tasks) clearInterval(task.timer)
    },
  }
}

/** Reads a request, or refuses it in the service's words. */
const readOrder = (
  { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate }: Input,
  store: QueueStore,
  isAtWork: (source: KeptQueue) => boolean,
): Order => {
  const source = typeof SourceArn === 'string' ? store.getQueueByArn(SourceArn) : undefined
  if (source === undefined) throw noSuchResource()
  if (![...store.allQueues()].some((queue) => deadLettersOf(queue) === source.arn))
    throw new QueueRefusal('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.')
  if (isAtWork(source)) throw new QueueRefusal('UnsupportedOperation', 'There is already a task running.')
  if (rate !== undefined && !isRate(rate))
    throw new QueueRefusal('InvalidParameterValue', 'The rate is from 1 to 500.')
  const destination = typeof DestinationArn === 'string' ? DestinationArn : undefined
  const target = destination === undefined ? undefined : store.getQueueByArn(destination)
  if (destination !== undefined && target === undefined) throw noSuchResource()
  if (target !== undefined && target.isFifo() !== source.isFifo())
    throw new QueueRefusal('InvalidParameterValue', 'Both queues must be of the same type.')
  return { source, destination, rate }
}

const isRate = (rate: unknown): rate is number =>
  Number.isInteger(rate) && Number(rate) >= 1 && Number(rate) <= fastest

const noSuchResource = (): QueueRefusal =>
  new QueueRefusal('ResourceNotFoundException', 'The resource that you specified does not exist.')

const newTask = (order: Order): Task => ({
  ...order,
  handle: randomUUID(),
  startedAt: Date.now(),
  total: visibleOf(order.source).length,
  moved: 0,
  status: 'RUNNING',
  reason: undefined,
  timer: undefined,
})

/** Returns `false`, as nothing was moved. */
const endTask = (task: Task, status: Task['status'], reason?: string): false => {
  clearInterval(task.timer)
  task.status = status
  task.reason = reason
  return false
}

/** The handle is given only while the task runs. */
const toResult = (task: Task): object => ({
  ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
  ...{ Status: task.status, SourceArn: task.source.arn, StartedTimestamp: task.startedAt },
  ...(task.destination === undefined ? {} : { DestinationArn: task.destination }),
  ...(task.rate === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.rate }),
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.total,
  ...(task.reason === undefined ? {} : { FailureReason: task.reason }),
})

/** A FIFO queue gives nothing of a group while others hold messages of it. */
export const visibleOf = (queue: KeptQueue): readonly KeptMessage[] =>
  queue.isFifo()
    ? [...queue.fifoMessages].flatMap(([group, messages]) =>
        queue.fifoLockedGroups.has(group) ? [] : messages,
      )
    : queue.messages

const renewed = (message: KeptMessage): KeptMessage => ({
  ...message,
  messageId: randomUUID(),
  sentTimestamp: Date.now(),
  approximateReceiveCount: 0,
  approximateFirstReceiveTimestamp: undefined,
  givenUpBy: undefined,
})
