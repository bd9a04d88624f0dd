import { randomUUID } from 'node:crypto'
import { openSender } from '../../adapters/sqs/send-back.ts'
import type { SendBackOutcome } from '../../contract/dead-letters.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import { PortError } from '../../pipeline/ports.ts'
import { sendBackAll, type SendBackTally } from '../../pipeline/dead-letters/send-back.ts'
import { toFailure } from '../faults.ts'
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
  /** The name of the run, if there is one; any name by default. */
  readonly runId?: string
  readonly onTally?: (tally: SendBackTally) => void
}

/** Sends kept rejected messages back to the queue. Rejects with `PortError` if the queue does not answer at all. */
export const sendBack = async (
  workplace: Workplace,
  { which, upTo = null, rate, again, runId = randomUUID(), onTally }: SendBackRequest,
  signal: AbortSignal,
): Promise<SendBackOutcome> => {
  const { service, storage, prepare } = workplace
  const { queue } = service.names
  const { store, seal } = storage
  const run = openOnce(store, workplace.runOf(runId, queue, 'retry'))
  const tally = {
    ...{ sent: 0, loaded: 0, alreadyLoaded: 0, unfit: 0 },
    ...{ underWay: 0, capped: 0, elsewhere: 0, taken: 0 },
  }
  const to = await openSender(service)
  const rejections = storage.rejections(which, upTo)
  await rejections.begin()
  let error: unknown = null
  try {
    await sendBackAll(
      {
        ...{ runId, queue, to, rejections, prepare, seal, rate, onTally },
        ...{ returns: workplace.returns(again), beginRun: run.open },
      },
      tally,
      signal,
    )
  } catch (thrown) {
    error = thrown
  }
  const end = error !== null ? 'failed' : signal.aborted ? 'stopped' : 'done'
  if (run.isOpen()) {
    const cause = error instanceof PortError ? error.failure : null
    await store.closeRun(runId, end === 'done' ? 'drained' : end, cause).catch(() => undefined)
  }
  return { queue, ...tally, end, failure: error === null ? null : toFailure(error) }
}
