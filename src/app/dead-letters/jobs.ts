import { formatCount } from '../../contract/amount.ts'
import { countKept } from '../../adapters/postgres/rejected-retry.ts'
import { openQueue } from '../../adapters/sqs/queue.ts'
import { isFifo } from '../../adapters/sqs/service.ts'
import type { DeadLetterFinish } from '../../contract/dead-letter-work.ts'
import type { DeadLetterView } from '../../contract/dead-letters.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import { visible } from '../../contract/visible.ts'
import { countOrigins } from '../../pipeline/dead-letters/origins.ts'
import type { RuleBench } from '../repair/bench.ts'
import { openNamedRule } from '../repair/named-rule.ts'
import { openDeadLetterWork } from './move-dead-letters.ts'
import { sendBack } from './send-back.ts'
import type { WorkBegun, WorkTeller } from './work-teller.ts'
import { demandDeadLetters, type Workplace } from './workplace.ts'

/** Where the work is done, and its name in the history. */
export interface JobOn {
  readonly workplace: Workplace
  readonly runId: string
  readonly signal: AbortSignal
}

/** Work that may begin: nothing impossible was asked for, and everything is agreed to. */
export interface Job extends Omit<WorkBegun, 'runId'> {
  /** Rejects if it ends before anything was done. */
  readonly go: (teller: WorkTeller) => Promise<DeadLetterFinish>
}

/** Throws `FailureError` with `dead-letters-none` or `dead-letters-shared`, or `PortError`; so do the ones that follow. */
export const pullJob = async (
  { workplace, runId, signal }: JobOn,
  { most, all, mayBeShared }: ParsedInput<'pullDeadLetters'>,
): Promise<Job> => {
  const work = await openDeadLetterWork(workplace)
  const { queue, waiting } = agreedOn(work.view, mayBeShared)
  return {
    ...{ job: 'pull', queue, step: 'work', of: atMost(waiting, most) },
    go: async ({ tell }) => ({
      job: 'pull',
      outcome: await work.pull(
        { most, all, runId, onTally: ({ pulled, known, others }) => tell(pulled + known + others) },
        signal,
      ),
    }),
  }
}

export const redriveJob = async (
  { workplace, runId, signal }: JobOn,
  { most, rate, mayBeShared }: ParsedInput<'redriveDeadLetters'>,
): Promise<Job> => {
  const work = await openDeadLetterWork(workplace)
  const { queue, waiting } = agreedOn(work.view, mayBeShared)
  // Messages that cannot be sent may be loaded.
  await workplace.storage.makeReady()
  return {
    ...{ job: 'redrive', queue, step: 'work', of: atMost(waiting, most) },
    go: async ({ tell }) => ({
      job: 'redrive',
      outcome: await work.redrive(
        { most, all: false, rate, runId, onTally: (tally) => tell(sumOf(tally)) },
        signal,
      ),
    }),
  }
}

/** It ends with `dead-letters-nameless` if a message might lose its identity and no one has agreed to that. */
export const moveJob = async (
  { workplace, signal }: JobOn,
  { rate, mayBeShared, mayLoseIdentity }: ParsedInput<'moveDeadLetters'>,
): Promise<Job> => {
  const work = await openDeadLetterWork(workplace)
  const { queue, waiting } = agreedOn(work.view, mayBeShared)
  return {
    ...{ job: 'move', queue, step: mayLoseIdentity ? 'work' : 'origins', of: waiting },
    go: async (teller) => {
      if (!mayLoseIdentity) {
        await demandOrigins({ workplace, signal, waiting }, teller)
        if (signal.aborted) return { job: 'none', failure: null }
        teller.beginWork(waiting)
      }
      const task = await work.move(rate, ({ moved, total }) => teller.tell(moved, total ?? waiting), signal)
      return { job: 'move', task }
    },
  }
}

export const sendBackJob = async (
  { workplace, runId, signal }: JobOn,
  { which, rate, again, rule, mostFailures }: ParsedInput<'sendBackRejected'>,
): Promise<Job> => {
  const { storage, service } = workplace
  await storage.makeReady()
  // Messages rejected during the work are left out.
  const upTo = await storage.rejections(which).begin()
  const of = await countKept(storage.database, which, upTo)
  const mend = rule === null ? null : await previewedRule(workplace, rule, which)
  return {
    ...{ job: 'send-back', queue: service.names.queue, step: 'work', of },
    go: async ({ tell }) => ({
      job: 'send-back',
      outcome: await sendBack(
        workplace,
        {
          ...{ which, upTo, rate, again, runId, onTally: (tally) => tell(sumOf(tally)) },
          mend: mend && { ...mend, mostFailures },
        },
        signal,
      ),
    }),
  }
}

/** Throws `FailureError` with `repair-rule-unseen` if nobody has seen here what the rule would do. */
const previewedRule = async (
  { benchOf }: Workplace,
  hash: string,
  which: RejectedSelection,
): Promise<RuleBench> => {
  const { bench } = await openNamedRule(benchOf(which, null), hash, null)
  if (!bench.isPreviewed()) throw new FailureError(failure('repair-rule-unseen'))
  return bench
}

/** The dead-letter queue, if no one else uses it or sharing was agreed to. */
const agreedOn = (
  { queue, deadLetters }: DeadLetterView,
  mayBeShared: boolean,
): { readonly queue: string; readonly waiting: number | null } => {
  if (deadLetters === null) throw new FailureError(failure('dead-letters-none', { queue }))
  const { name, others, waiting } = deadLetters
  if (others?.length !== 0 && !mayBeShared) {
    const named = others === null ? {} : { sources: others.map(visible).join(', ') }
    throw new FailureError(failure('dead-letters-shared', { queue: name, ...named }))
  }
  return { queue: name, waiting }
}

const demandOrigins = async (
  { workplace, signal, waiting }: Omit<JobOn, 'runId'> & { readonly waiting: number | null },
  { tell }: WorkTeller,
): Promise<void> => {
  const { service, policy } = await demandDeadLetters(workplace.service)
  const { looked, nameless, isWhole, taken } = await countOrigins(
    {
      ...{ from: await openQueue(service, 'dead-letters'), isFifo: isFifo(service) },
      ...{ patience: workplace.patience, onLooked: (count: number) => tell(count) },
    },
    signal,
  )
  if (signal.aborted) return
  if (taken.end === 'failed') throw taken.error
  // Messages that another consumer holds are in the queue, too.
  if (nameless === 0 && isWhole && looked >= (waiting ?? 0)) return
  throw new FailureError(
    failure('dead-letters-nameless', {
      ...{ queue: policy.name, looked: formatCount(looked) },
      ...(nameless === 0 ? {} : { count: formatCount(nameless) }),
    }),
  )
}

const atMost = (waiting: number | null, most: number | null): number | null =>
  waiting === null ? most : Math.min(waiting, most ?? Infinity)

const sumOf = (tally: Readonly<Record<string, number>>): number =>
  Object.values(tally).reduce((sum, count) => sum + count, 0)
