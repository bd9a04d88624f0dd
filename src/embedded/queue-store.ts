/** The internals of fauxqs's queues, as far as they are needed here. */
export interface KeptQueue {
  readonly name: string
  readonly url: string
  readonly arn: string
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly inflightMessages: ReadonlyMap<string, { readonly message: KeptMessage }>
  messages: KeptMessage[]
  readonly fifoMessages: Map<string, KeptMessage[]>
  readonly fifoLockedGroups: ReadonlyMap<string, number>
  isFifo(): boolean
  enqueue(message: KeptMessage): void
  nextSequenceNumber(): string
  dequeue(count: number, visibility: number | undefined, resolve: Resolve | undefined): unknown
  /** Its writer to the disk; none while it is read from there. */
  persistence?: object | undefined
}

export interface KeptMessage {
  messageId: string
  sentTimestamp: number
  approximateReceiveCount: number
  approximateFirstReceiveTimestamp?: number | undefined
  messageGroupId?: string | undefined
  messageDeduplicationId?: string | undefined
  sequenceNumber?: string | undefined
  /** Our addition: the ARN of the queue that gave it up. */
  givenUpBy?: string | undefined
}

/** Finds a queue by its ARN. */
export type Resolve = (arn: string) => KeptQueue | undefined

export interface QueueStore {
  allQueues(): Iterable<KeptQueue>
  getQueue(url: string): KeptQueue | undefined
  getQueueByArn(arn: string): KeptQueue | undefined
}

/** The ARN of the queue that a queue gives messages up to; null if it has none. */
export const deadLettersOf = ({ attributes }: Pick<KeptQueue, 'attributes'>): string | null => {
  try {
    const policy: unknown = JSON.parse(attributes.RedrivePolicy ?? 'null')
    const arn =
      typeof policy === 'object' && policy !== null && 'deadLetterTargetArn' in policy
        ? policy.deadLetterTargetArn
        : null
    return typeof arn === 'string' ? arn : null
  } catch {
    return null
  }
}

/** The answer to a refused request, in the service's spelling. */
export class QueueRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
