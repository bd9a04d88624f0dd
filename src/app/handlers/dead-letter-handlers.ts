import { lookAtDeadLetters } from '../../adapters/sqs/dead-letter-queue.ts'
import type { Begun, DeadLetterOutputs } from '../../contract/dead-letter-work.ts'
import type { MonitorEvent } from '../../contract/events.ts'
import type { Connection } from '../connection.ts'
import { moveJob, pullJob, redriveJob, sendBackJob, type Job, type JobOn } from '../dead-letters/jobs.ts'
import { demandReceives, peekOn } from '../dead-letters/peek.ts'
import { createWorkTeller } from '../dead-letters/work-teller.ts'
import { makeWorkplace } from '../dead-letters/workplace.ts'
import { toFailure } from '../faults.ts'
import { nameOfDatabase } from '../run-circumstances.ts'
import type { RunControl } from '../run-control.ts'
import type { ReadingRules } from '../run-rules.ts'
import type { Handlers } from './handlers.ts'

export interface DeadLetterHandling {
  /** Throws `FailureError` if nothing is connected. */
  readonly connected: () => Connection
  readonly runs: Pick<RunControl, 'occupy' | 'aside'>
  readonly emit: (event: MonitorEvent) => void
}

export const createDeadLetterHandlers = (handling: DeadLetterHandling): Handlers<keyof DeadLetterOutputs> => {
  const { connected, runs } = handling
  return {
    lookAtDeadLetters: async () => lookAtDeadLetters(connected().service),
    pullDeadLetters: (input) => begin(handling, (on) => pullJob(on, input)),
    redriveDeadLetters: (input) => begin(handling, (on) => redriveJob(on, input)),
    moveDeadLetters: (input) => begin(handling, (on) => moveJob(on, input)),
    sendBackRejected: (input) => begin(handling, (on) => sendBackJob(on, input)),
    peekPrice: async () => {
      const { service } = connected()
      const policy = await demandReceives(service, false)
      return {
        queue: service.names.queue,
        policy: policy && { name: policy.name, maxReceiveCount: policy.maxReceiveCount },
      }
    },
    peekQueue: async ({ most }) => {
      const { service, storage, source } = connected()
      return runs.aside(async (rules, signal) => {
        const policy = await demandReceives(service, false)
        return peekOn({ service, storage, event: source.event, rules, most, policy }, signal)
      })
    },
  }
}

const workplaceOf = ({ service, storage, source, identity }: Connection, rules: ReadingRules) =>
  makeWorkplace({
    ...{ service, storage, rules, event: source.event },
    endpoint: identity.endpoint,
    database: nameOfDatabase(source.database),
  })

/** Answers once it has begun, and reports its progress from then on. */
const begin = async (
  { connected, runs, emit }: DeadLetterHandling,
  jobOn: (on: JobOn) => Promise<Job>,
): Promise<Begun> => {
  const connection = connected()
  return new Promise((resolve, reject) => {
    const done = runs.occupy(async (runId, rules, signal) => {
      const { go, ...begun } = await jobOn({ workplace: workplaceOf(connection, rules), runId, signal })
      const teller = createWorkTeller({ runId, ...begun }, emit)
      resolve({ runId })
      teller.end(await go(teller).catch((error: unknown) => ({ job: 'none', failure: toFailure(error) })))
    })
    done.catch(reject)
  })
}
