import { randomUUID } from 'node:crypto'
import { whoWorks } from '../../adapters/postgres/audit.ts'
import { noteUse } from '../../adapters/postgres/repair-rules.ts'
import { openSender } from '../../adapters/sqs/send-back.ts'
import type { SendBackOutcome } from '../../contract/dead-letters.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import { usualReplay } from '../../contract/repair-outcome.ts'
import { PortError } from '../../pipeline/ports.ts'
import { sendBackAll, type SendBackTally } from '../../pipeline/dead-letters/send-back.ts'
import { createStages } from '../../pipeline/repair/stages.ts'
import { toFailure } from '../faults.ts'
import type { RuleBench } from '../repair/bench.ts'
import { openOnce } from './move-dead-letters.ts'
import type { Workplace } from './workplace.ts'

export interface SendBackRequest {
  readonly which: RejectedSelection
  /** Leaves out what was rejected after this message; by default, what is rejected from now on. */
  readonly upTo?: string | null
  /** Messages a second; null for as fast as possible. */
  readonly rate: number | null
  /** Sends again what was sent and never received by a run. */
  readonly again: boolean
  /** Mends the messages that it is for, and only those are sent; by default each goes in its newest version. */
  readonly mend?: SendMended | null
  /** The name of the run, if there is one; any name by default. */
  readonly runId?: string
  readonly onTally?: (tally: SendBackTally) => void
}

/** A rule that mends messages on their way back to the queue. */
export interface SendMended extends Pick<RuleBench, 'mendBy' | 'kept'> {
  /** The share of a stage that may be rejected again, in percent. */
  readonly mostFailures: number
}

/** Sends kept rejected messages back to the queue. Rejects with `PortError` if the queue does not answer at all. */
export const sendBack = async (
  workplace: Workplace,
  { which, upTo = null, rate, again, mend = null, runId = randomUUID(), onTally }: SendBackRequest,
  signal: AbortSignal,
): Promise<SendBackOutcome> => {
  const { service, storage, prepare } = workplace
  const { queue } = service.names
  const { store, seal } = storage
  const run = openOnce(store, workplace.runOf(runId, queue, 'retry'))
  const tally = {
    ...{ sent: 0, loaded: 0, alreadyLoaded: 0, unfit: 0 },
    ...{ underWay: 0, capped: 0, elsewhere: 0, taken: 0, stillRejected: 0 },
  }
  const to = await openSender(service)
  const rejections = storage.rejections(which, upTo)
  await rejections.begin()
  const stages = createStages(mend?.mostFailures ?? 100)
  if (mend !== null) await noteUse(storage.database, mend.kept)
  let error: unknown = null
  try {
    await sendBackAll(
      {
        ...{ runId, queue, to, rejections, prepare, seal, rate, onTally },
        ...{ returns: workplace.returns(again), beginRun: run.open },
        byRule: mend === null ? null : { ...byRuleOf(workplace, mend), stages },
      },
      tally,
      signal,
    )
  } catch (thrown) {
    error = thrown
  }
  const stage = stages.stopped()
  const end = error !== null ? 'failed' : signal.aborted || stage !== null ? 'stopped' : 'done'
  if (run.isOpen()) {
    const cause = error instanceof PortError ? error.failure : null
    await store.closeRun(runId, end === 'done' ? 'drained' : end, cause).catch(() => undefined)
  }
  return { queue, ...tally, stage, end, failure: error === null ? null : toFailure(error) }
}

const byRuleOf = ({ storage, prepare }: Workplace, { mendBy, kept }: SendMended) => ({
  ...{ by: mendBy, seal: storage.seal, prepare },
  repairs: storage.repairs({ ruleId: kept.id, by: whoWorks(), mostSends: usualReplay.mostSends }),
})
