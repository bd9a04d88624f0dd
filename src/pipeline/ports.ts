import type { Counts, Depth, Outcome } from '../contract/events.ts'
import type { Failure } from '../contract/failure.ts'
import type { Reason } from '../contract/reason.ts'
import type { RunCircumstances, RunKind } from '../contract/run-circumstances.ts'
import type { MessageAttribute } from './message-attribute.ts'

/** One delivery of one message. The same message may be delivered again, under a new receipt. */
export interface Delivery {
  readonly messageId: string
  /**
   * The message's permanent name: the message attribute `sluice-origin-id` if the sender gave one, else the message
   * id. SQS gives a message a new id when it is sent again; this name stays.
   */
  readonly originId: string
  /** The receipt for a delete or a change of visibility. Valid for this delivery only. */
  readonly receipt: string
  readonly body: string
  /** Whether `body` is what was sent: false if its bytes were not UTF-8 and had to be replaced. */
  readonly isIntact: boolean
  readonly sentAt: Date
  /** Whether the service gave no plausible time of sending, so that `sentAt` is the time of receipt. */
  readonly sentAtAssumed: boolean
  readonly receiveCount: number
  /** On a FIFO queue: messages of one group keep their order. Null if the message has none. */
  readonly groupId: string | null
  /** On a FIFO queue: the deduplication id. Null if the message has none. */
  readonly deduplicationId: string | null
  readonly attributes: readonly MessageAttribute[]
  /** What a dead-letter queue knows of it; only if it came from one. */
  readonly deadLetter?: DeadLetter | undefined
}

/** The source of a message on a dead-letter queue, as far as the service says. */
export interface DeadLetter {
  /** The ARN of the queue that gave it up; null if unknown, as for a message that was sent there by hand. */
  readonly sourceArn: string | null
  readonly firstReceivedAt: Date | null
  /** Its place in the order of a FIFO queue. */
  readonly sequence: string | null
}

export interface ReceiveOptions {
  /** 1 to 10. */
  readonly max: number
  /** How long the queue may hold the call open when it has nothing, in seconds (0 to 20). */
  readonly waitSeconds: number
}

/** A message queue with the guarantees of SQS: at least once, in any order. Calls throw `PortError`. */
export interface QueuePort {
  /** For how long a delivery is hidden from others, in seconds. */
  readonly visibilitySeconds: number
  receive(options: ReceiveOptions): Promise<readonly Delivery[]>
  /** Deletes permanently. Returns those that could not be deleted. */
  remove(deliveries: readonly Delivery[]): Promise<readonly Delivery[]>
  /** Gives back, to be delivered again after `delaySeconds`. A delivery that is already gone is not an error. */
  release(deliveries: readonly Delivery[], delaySeconds: number): Promise<void>
  /** Hides the deliveries for another `visibilitySeconds`. A delivery that is already gone is not an error. */
  extend(deliveries: readonly Delivery[]): Promise<void>
  depth(): Promise<Depth>
}

/**
 * A value as it is stored: a mask, or a text that may be in the clear. Null for a field that is null, or optional and
 * missing.
 */
export type Cell = string | null

/** A well-formed message on its way into the event's table. */
export interface RowEntry {
  readonly kind: 'row'
  /** In the order of the definition's fields. */
  readonly values: readonly Cell[]
  /** `YYYY-MM-DD`: the UTC day on which the message was sent, so that a redelivery gives the same. */
  readonly day: string
}

/** A malformed message on its way into `sluice.rejected`. */
export interface RejectedEntry {
  readonly kind: 'rejected'
  readonly reasons: readonly Reason[]
  /** The message as received, readable only with the seal key; see `sealDelivery`. */
  readonly sealedBody: Buffer
  /** Its length in bytes of UTF-8. */
  readonly bodyBytes: number
  /** Whether an active rule turns it into a message that passes. */
  readonly isMendable?: boolean | undefined
}

/** One message and its verdict. */
export interface Item {
  /** Every delivery of the message in this batch, at least one, oldest first. */
  readonly deliveries: readonly [Delivery, ...Delivery[]]
  readonly entry: RowEntry | RejectedEntry
  /** A number for its row that was drawn before (`drawNumbers`). Without one the commit draws it. */
  readonly rowNumber?: string | undefined
}

/**
 * What is committed in one transaction, in the order of arrival. No message id is in it twice. Several messages may
 * have one origin: the first that is well formed is loaded, other well-formed ones are duplicates of it, and each
 * malformed one is a rejection of its own.
 */
export interface Batch {
  /** The batch's id: committed a second time, it changes nothing and gives the counts of the first time. */
  readonly batchId: string
  readonly runId: string
  readonly items: readonly Item[]
}

/** What is noted of a run when it begins. */
export interface RunRecord {
  readonly runId: string
  readonly queue: string
  /** A run over the queue, which is the default, or one over rejected messages. */
  readonly kind?: RunKind | undefined
  readonly circumstances?: RunCircumstances | undefined
}

/** What the previous run over the same queue left behind. */
export interface RunBefore {
  /** It ended because of the table or the messages: begin with as few messages as possible. */
  readonly cautious: boolean
  /** Ids of the messages that the table refused while there was no other row to compare them with. */
  readonly refused: readonly string[]
}

/** Where messages end. Calls throw `PortError`. */
export interface StorePort {
  openRun(run: RunRecord): Promise<RunBefore>
  /** Ledger, rows and rejections in one transaction: all of it or nothing. */
  commit(batch: Batch): Promise<Counts>
  /**
   * Draws numbers for rows that may be tried more than once, in the order of their use, so that a failed try uses up
   * none. Unused numbers leave a gap.
   *
   * @returns decimal texts
   */
  drawNumbers(count: number): Promise<readonly string[]>
  /** The ids of messages that are already settled, so that a commit would count them as duplicates. */
  known(items: readonly Item[]): Promise<ReadonlySet<string>>
  /** Records that deliveries were given back without being settled. */
  recordReleased(runId: string, released: number): Promise<void>
  /**
   * @param cause why it failed; null if it did not, or if there are no words that are safe to keep
   * @param refused for the next run; see `RunBefore`
   */
  closeRun(
    runId: string,
    outcome: Outcome,
    cause?: Failure | null,
    refused?: readonly string[],
  ): Promise<void>
}

/** A rejected message as it is kept. */
export interface KeptRejection {
  /** Their order is that of their rejection. */
  readonly id: string
  readonly messageId: string
  readonly originId: string
  readonly sentAt: Date
  readonly sentAtAssumed: boolean
  readonly receiveCount: number
  readonly reasons: readonly Reason[]
  /** The name of its group. */
  readonly cause: string
  readonly sealedBody: Uint8Array
}

/** Rejected messages that would be loaded now, and their numbers. */
export interface RetryBatch {
  /** As with `Batch`. */
  readonly batchId: string
  readonly runId: string
  readonly rows: readonly {
    readonly rejectedId: string
    /**
     * The event's name as read now: an envelope that is understood only now may give it a different name than before.
     */
    readonly originId: string
    readonly entry: RowEntry
    readonly rowNumber?: string | undefined
    /** The version that it was mended to; none if it is loaded as it came. */
    readonly version?: number | undefined
  }[]
  /** How many were tried beside them and stay as they are. */
  readonly stillRejected: number
}

/** The rejected messages chosen for a retry. Calls throw `PortError`. */
export interface RejectionsPort {
  /** Leaves out what is rejected from now on, as the first `next` does, and returns the newest that is included. */
  begin(): Promise<string>
  /** Kept ones after this one, oldest first, as many as memory allows; empty at the end. */
  next(afterId: string): Promise<readonly KeptRejection[]>
  /** Those of these origins whose event is loaded. */
  loaded(originIds: readonly string[]): Promise<ReadonlySet<string>>
  /**
   * Claims those of the batch that are still kept, loads them and marks them, in one transaction. If another message
   * with the same origin was loaded, they are marked as already loaded and count as duplicates; `stillRejected`
   * counts as released.
   */
  load(batch: RetryBatch): Promise<Counts>
}

/**
 * - `transient`: the other side is away or busy; the same call may succeed later.
 * - `data`: something in the batch itself is refused; the same call will never succeed.
 * - `table`: the table refuses for a reason that is in no message; no batch will succeed until its owner mends it.
 * - `permanent`: not this call nor any other like it will succeed until someone acts.
 */
export type FaultKind = 'transient' | 'data' | 'table' | 'permanent'

/** What a port throws. Its failure holds no personal data. */
export class PortError extends Error {
  readonly kind: FaultKind
  readonly failure: Failure

  constructor(kind: FaultKind, failure: Failure) {
    super(failure.code)
    this.name = 'PortError'
    this.kind = kind
    this.failure = failure
  }
}
