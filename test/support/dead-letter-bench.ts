import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openQueue } from '../../src/adapters/sqs/queue.ts'
import { createQueue } from '../../src/adapters/sqs/send.ts'
import { openQueueService, type QueueService } from '../../src/adapters/sqs/service.ts'
import { openDeadLetterWork } from '../../src/app/dead-letters/move-dead-letters.ts'
import { makeWorkplace, type Workplace } from '../../src/app/dead-letters/workplace.ts'
import { prepareRejected } from '../../src/app/retry-rejected.ts'
import type { ReadingRules } from '../../src/app/run-rules.ts'
import { logins } from '../../src/contract/logins.ts'
import type { PullOutcome, RedriveOutcome } from '../../src/contract/dead-letters.ts'
import { startLocalQueue } from '../../src/embedded/local-queue.ts'
import { originAttribute } from '../../src/pipeline/dead-letters/outgoing.ts'
import type { MessageAttribute } from '../../src/pipeline/message-attribute.ts'
import type { Delivery } from '../../src/pipeline/ports.ts'
import { drain } from '../../src/pipeline/run.ts'
import { makeFolder } from './folders.ts'
import { createRepairBench, type RepairBench } from './repair-bench.ts'
import { createTestRun } from './runs.ts'
import { queueTarget } from './test-queue.ts'

/** A message that is sent. */
export interface Sent {
  readonly body: string
  readonly origin?: string
  readonly group?: string
  readonly attributes?: readonly MessageAttribute[]
}

/** A queue with its dead-letter queue on a separate service, and a database. */
export interface DeadLetterBench {
  readonly repair: RepairBench
  readonly endpoint: string
  readonly isFifo: boolean
  readonly source: QueueService
  readonly dead: QueueService
  readonly names: { readonly source: string; readonly dead: string; readonly other: string }
  readonly workplace: Workplace
  /** Sends to the queue, or to another one, and returns the message ids. */
  readonly send: (messages: readonly Sent[], to?: QueueService) => Promise<readonly string[]>
  /** Makes a queue give up all its messages. */
  readonly giveUp: (from?: QueueService) => Promise<void>
  /** After how many receives the queue gives up a message; 2 at first. */
  readonly setReceives: (count: number) => Promise<void>
  /** Makes a second queue that shares the dead-letter queue. */
  readonly share: () => Promise<QueueService>
  /** Removes the policy of that second queue. */
  readonly unshare: () => Promise<void>
  readonly pull: (
    choice?: { readonly most?: number; readonly all?: boolean },
    at?: Workplace,
    signal?: AbortSignal,
  ) => Promise<PullOutcome>
  readonly redrive: (
    choice?: { readonly most?: number; readonly rate?: number },
    at?: Workplace,
    signal?: AbortSignal,
  ) => Promise<RedriveOutcome>
  /** Drains the queue like a run. */
  readonly run: (rules?: ReadingRules) => Promise<void>
  /** Everything that a queue holds, each once and given back. */
  readonly look: (at: QueueService) => Promise<readonly Delivery[]>
  /** Empties queues and database. */
  readonly empty: () => Promise<void>
  readonly close: () => Promise<void>
}

const never = new AbortController().signal

/** The most receives of a message before it is given up. */
const receives = 2

export const createDeadLetterBench = async (isFifo = false): Promise<DeadLetterBench> => {
  const [repair, folder] = await Promise.all([createRepairBench(), makeFolder()])
  const local = await startLocalQueue({ folder: join(folder, 'queue'), accessKeyId: 'test' })
  const { endpoint } = local
  const end = isFifo ? '.fifo' : ''
  const names = { source: `queue${end}`, dead: `dead${end}`, other: `other${end}` }
  const services: QueueService[] = []
  const open = async (name: string): Promise<QueueService> => {
    await createQueue(queueTarget(name, endpoint))
    const service = await openQueueService(queueTarget(name, endpoint))
    services.push(service)
    return service
  }
  const givesUp = (service: QueueService, count = receives) =>
    service.acting.send(
      new SetQueueAttributesCommand({
        QueueUrl: service.queueUrl,
        Attributes: { RedrivePolicy: policyTo(names.dead, count) },
      }),
    )
  const [source, dead] = [await open(names.source), await open(names.dead)]
  await givesUp(source)
  let other: QueueService | null = null

  const made = makeWorkplace({
    ...{ service: source, storage: repair.storage, event: logins, rules: { allowUnknownFields: false } },
    ...{ endpoint, database: 'test' },
  })
  // This service returns everything it has at once.
  const workplace = { ...made, patience: 0 }

  const look = async (at: QueueService): Promise<readonly Delivery[]> => {
    const port = await openQueue(at, 'dead-letters')
    const all: Delivery[] = []
    const held: Delivery[] = []
    for (;;) {
      const some = await port.receive({ max: 10, waitSeconds: 0 })
      if (some.length === 0) break
      all.push(...some)
      // A group delivers its next message once the previous one is gone.
      if (isFifo) await port.remove(some)
      else held.push(...some)
    }
    await port.release(held, 0)
    return all
  }

  return {
    ...{ repair, endpoint, isFifo, source, dead, names, workplace, look },
    send: async (messages, to = source) => {
      const ids: string[] = []
      for (const message of messages) {
        const { MessageId } = await to.acting.send(
          new SendMessageCommand({ QueueUrl: to.queueUrl, ...asInput(message, isFifo) }),
        )
        ids.push(MessageId ?? '')
      }
      return ids
    },
    giveUp: async (from = source) => {
      const port = await openQueue(from)
      for (;;) {
        const some = await port.receive({ max: 10, waitSeconds: 0 })
        await port.release(some, 0)
        const { visible, inFlight } = await port.depth()
        if (some.length === 0 && visible + inFlight === 0) return
      }
    },
    setReceives: async (count) => {
      await givesUp(source, count)
    },
    share: async () => {
      other ??= await open(names.other)
      await givesUp(other)
      return other
    },
    unshare: async () => {
      await other?.acting.send(
        new SetQueueAttributesCommand({ QueueUrl: other.queueUrl, Attributes: { RedrivePolicy: '' } }),
      )
    },
    pull: async ({ most = null, all = false } = {}, at = workplace, signal = never) =>
      (await openDeadLetterWork(at)).pull({ most: most ?? null, all }, signal),
    redrive: async ({ most = null, rate = null } = {}, at = workplace, signal = never) =>
      (await openDeadLetterWork(at)).redrive({ most, all: false, rate }, signal),
    run: async (rules = { allowUnknownFields: false }) => {
      const { storage } = repair
      const { run } = createTestRun(await openQueue(source), storage.store, {
        ...{ runId: crypto.randomUUID(), queueName: names.source },
        prepare: prepareRejected({ storage, event: logins, rules }),
        reject: workplace.reject,
      })
      await drain(run, never)
    },
    empty: async () => {
      for (const service of services) {
        const port = await openQueue(service)
        for (;;) {
          const some = await port.receive({ max: 10, waitSeconds: 0 })
          if (some.length === 0) break
          await port.remove(some)
        }
      }
      await repair.empty()
      await repair.test.query('truncate sluice.returns, sluice.dead_letters restart identity')
    },
    close: async () => {
      for (const service of services) service.close()
      await local.close()
      await repair.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const policyTo = (name: string, maxReceiveCount: number): string =>
  JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    maxReceiveCount,
  })

const asInput = ({ body, origin, group, attributes = [] }: Sent, isFifo: boolean) => ({
  MessageBody: body,
  MessageAttributes: Object.fromEntries([
    ...attributes.map(({ name, type, value }) => [
      name,
      type === 'Binary'
        ? { DataType: type, BinaryValue: value as unknown as Uint8Array }
        : { DataType: type, StringValue: value },
    ]),
    ...(origin === undefined ? [] : [[originAttribute, { DataType: 'String', StringValue: origin }]]),
  ]) as Record<string, { DataType: string; StringValue?: string }>,
  ...(isFifo ? { MessageGroupId: group ?? 'one', MessageDeduplicationId: crypto.randomUUID() } : {}),
})

/** So many attributes that there is no room for another. */
export const tenAttributes: readonly MessageAttribute[] = Array.from({ length: 10 }, (_, index) => ({
  name: `a${index}`,
  type: 'String',
  value: 'x',
}))
