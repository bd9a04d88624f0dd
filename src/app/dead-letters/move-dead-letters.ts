import { randomUUID } from 'node:crypto'
import type { DeadLetterQueue } from '../../adapters/sqs/dead-letter-queue.ts'
import { startMove } from '../../adapters/sqs/move-task.ts'
import { openQueue } from '../../adapters/sqs/queue.ts'
import { openSender } from '../../adapters/sqs/send-back.ts'
import { isFifo } from '../../adapters/sqs/service.ts'
import type { DeadLetterView, MoveTask, PullOutcome, RedriveOutcome } from '../../contract/dead-letters.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { pause } from '../../pipeline/back-off.ts'
import { PortError, type RunRecord, type StorePort } from '../../pipeline/ports.ts'
import { pullAll, type PullTally } from '../../pipeline/dead-letters/pull.ts'
import { redriveAll, type RedriveTally } from '../../pipeline/dead-letters/redrive.ts'
import type { TakeEnd } from '../../pipeline/dead-letters/take.ts'
import { toFailure } from '../faults.ts'
import { demandDeadLetters, type Workplace } from './workplace.ts'

/** Which messages of the dead-letter queue are meant. */
export interface DeadLetterChoice {
  /** At most this many; null for all. */
  readonly most: number | null
  /** Messages of other queues, too. */
  readonly all: boolean
  /** The name of its run; any name by default. */
  readonly runId?: string
}

export interface PullChoice extends DeadLetterChoice {
  readonly onTally?: (tally: PullTally) => void
}

export interface RedriveChoice extends DeadLetterChoice {
  /** Messages a second; null for as fast as possible. */
  readonly rate: number | null
  readonly onTally?: (tally: RedriveTally) => void
}

/** A dead-letter queue that is ready for work. */
export interface DeadLetterWork {
  readonly view: DeadLetterView
  readonly pull: (choice: PullChoice, signal: AbortSignal) => Promise<PullOutcome>
  readonly redrive: (choice: RedriveChoice, signal: AbortSignal) => Promise<RedriveOutcome>
  /** Has the service move all of them itself, and reports progress. The signal cancels the task. */
  readonly move: (
    rate: number | null,
    onTask: (task: MoveTask) => void,
    signal: AbortSignal,
  ) => Promise<MoveTask>
}

/** Throws `FailureError` with `dead-letters-none`, or `PortError`. */
export const openDeadLetterWork = async (workplace: Workplace): Promise<DeadLetterWork> => {
  const found = await demandDeadLetters(workplace.service)
  return {
    view: found.view,
    pull: (choice, signal) => pullFrom(workplace, found, choice, signal),
    redrive: (choice, signal) => redriveFrom(workplace, found, choice, signal),
    move: (rate, onTask, signal) => moveFrom(found, rate, onTask, signal),
  }
}

type Found = DeadLetterQueue & { readonly isShared: boolean }

const partsOf = async (workplace: Workplace, found: Found, { most, all }: DeadLetterChoice) => ({
  ...{ queue: found.policy.name, most: most ?? Infinity, store: workplace.storage.store },
  ...{ prepare: workplace.prepare, reject: workplace.reject, deadLetters: workplace.deadLetters },
  patience: workplace.patience,
  whose: { ownArn: found.sourceArn, isShared: found.isShared, all },
  from: await openQueue(found.service, 'dead-letters'),
  isFifo: isFifo(found.service),
})

const pullFrom = async (
  workplace: Workplace,
  found: Found,
  { onTally, runId = randomUUID(), ...choice }: PullChoice,
  signal: AbortSignal,
): Promise<PullOutcome> => {
  const { store } = workplace.storage
  const parts = await partsOf(workplace, found, choice)
  await store.openRun(workplace.runOf(runId, found.policy.name, 'run'))
  const { tally, taken } = await pullAll({ ...parts, runId, onTally }, signal)
  await closeRun(store, runId, taken)
  return { queue: found.policy.name, runId, ...tally, ...endOf(taken) }
}

const redriveFrom = async (
  workplace: Workplace,
  found: Found,
  { rate, onTally, runId = randomUUID(), ...choice }: RedriveChoice,
  signal: AbortSignal,
): Promise<RedriveOutcome> => {
  const { store } = workplace.storage
  const run = openOnce(store, workplace.runOf(runId, found.policy.name, 'run'))
  const [parts, to] = await Promise.all([partsOf(workplace, found, choice), openSender(workplace.service)])
  const returns = workplace.returns(false)
  const { tally, taken } = await redriveAll(
    { ...parts, ...{ runId, to, returns, rate, onTally, beginRun: run.open } },
    signal,
  )
  if (run.isOpen()) await closeRun(store, runId, taken)
  return { queue: found.policy.name, ...tally, ...endOf(taken) }
}

/** A run that is recorded at the first message that needs it. */
export const openOnce = (store: StorePort, run: RunRecord) => {
  let opening: Promise<unknown> | null = null
  return {
    isOpen: () => opening !== null,
    open: async (): Promise<void> => {
      opening ??= store.openRun(run).catch((error: unknown) => {
        opening = null
        throw error
      })
      await opening
    },
  }
}

const closeRun = async (store: StorePort, runId: string, { end, error }: TakeEnd): Promise<void> => {
  const cause = error instanceof PortError ? error.failure : null
  await store.closeRun(runId, end === 'done' ? 'drained' : end, cause).catch(() => undefined)
}

const endOf = ({ end, error }: TakeEnd) => ({ end, failure: end === 'failed' ? toFailure(error) : null })

/** A task that has ended meanwhile cannot be cancelled. */
const unlessEnded = (error: unknown): void => {
  if (!(error instanceof PortError) || error.failure.code !== 'queue-missing') throw error
}

/** How often a task's progress is read, in milliseconds. */
const lookPause = 1_000

const moveFrom = async (
  { service, arn, sourceArn, isShared, policy }: Found,
  rate: number | null,
  onTask: (task: MoveTask) => void,
  signal: AbortSignal,
): Promise<MoveTask> => {
  if (arn === null) throw new FailureError(failure('queue-failed', { ...service.names, code: 'QueueArn' }))
  // From a queue that is ours alone everything goes back to ours, also messages of unknown source.
  const to = isShared ? null : sourceArn
  const task = await startMove(
    { ...service, names: { ...service.names, queue: policy.name } },
    { from: arn, to, rate },
  )
  let isCancelled = false
  for (;;) {
    const now = await task.look()
    onTask(now)
    if (now.status !== 'RUNNING' && now.status !== 'CANCELLING') return now
    if (signal.aborted && !isCancelled) {
      isCancelled = true
      await task.cancel().catch(unlessEnded)
    } else if (signal.aborted) await new Promise((resolve) => setTimeout(resolve, lookPause / 4))
    else await pause(lookPause, signal)
  }
}
