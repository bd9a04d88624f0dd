import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import type { MoveTask } from '../../contract/dead-letters.ts'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import { asking, isUnknownTo } from './asking.ts'
import { readCount, readList } from './read-number.ts'
import type { QueueService } from './service.ts'

/** The service's own task that moves all messages of a dead-letter queue. Calls throw `PortError`. */
export interface StartedMove {
  readonly look: () => Promise<MoveTask>
  /** Asks it to stop; what it has moved stays moved. */
  readonly cancel: () => Promise<void>
}

/**
 * Has the service move messages back to the queues that they came from. It gives each a new id, and runs only one
 * task at a time for a queue. Throws `PortError`.
 *
 * @param from the dead-letter queue
 * @param to the ARN of the queue that all go to; null for each to where it came from
 * @param rate messages a second, 500 at most; null for as many as the service sees fit
 *
 * Source: Amazon SQS API reference, `StartMessageMoveTask`.
 */
export const startMove = async (
  { acting, names }: QueueService,
  { from, to, rate }: { readonly from: string; readonly to: string | null; readonly rate: number | null },
): Promise<StartedMove> => {
  const { TaskHandle } = await asking('sqs:StartMessageMoveTask', names, () =>
    acting.send(
      new StartMessageMoveTaskCommand({
        SourceArn: from,
        ...(to === null ? {} : { DestinationArn: to }),
        ...(rate === null ? {} : { MaxNumberOfMessagesPerSecond: rate }),
      }),
    ),
  ).catch((error: unknown) => {
    if (!isUnknownTo(error)) throw error
    throw new PortError('permanent', failure('queue-no-move-tasks', { ...names }))
  })
  return {
    look: () =>
      asking('sqs:ListMessageMoveTasks', names, async () => {
        // The newest is the one that was started: there is one at a time.
        const { Results } = await acting.send(
          new ListMessageMoveTasksCommand({ SourceArn: from, MaxResults: 1 }),
        )
        return toTask(readList(Results)[0] ?? {})
      }),
    cancel: async () => {
      await asking('sqs:CancelMessageMoveTask', names, () =>
        acting.send(new CancelMessageMoveTaskCommand({ TaskHandle })),
      )
    },
  }
}

const toTask = (task: Readonly<Record<string, unknown>>): MoveTask => ({
  status: word(task.Status) ?? 'RUNNING',
  moved: count(task.ApproximateNumberOfMessagesMoved) ?? 0,
  total: count(task.ApproximateNumberOfMessagesToMove),
  rate: count(task.MaxNumberOfMessagesPerSecond),
  reason: word(task.FailureReason),
})

const count = (value: unknown): number | null => readCount(value, Number.MAX_SAFE_INTEGER)

/** The service's word is shown, but only if it looks like one. */
const word = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.]{1,80}$/.test(value) ? value : null
