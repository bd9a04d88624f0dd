import { whoWorks } from '../../adapters/postgres/audit.ts'
import { databaseTime } from '../../adapters/postgres/repair-rules.ts'
import { causeOf } from '../../contract/cause.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { isReasonCode, type Reason, type ReasonCode } from '../../contract/reason.ts'
import { rejectedInputs, type RejectedSelection } from '../../contract/rejected.ts'
import { usualReplay } from '../../contract/repair-outcome.ts'
import { anySignal } from '../../pipeline/back-off.ts'
import { isMeant, type MendByRule } from '../../pipeline/repair/mending.ts'
import type { Delivery } from '../../pipeline/ports.ts'
import { prepareRejected } from '../retry-rejected.ts'
import type { ReadingRules } from '../run-rules.ts'
import type { Storage } from '../storage.ts'
import { mendByRule, openKeptRule } from './bench.ts'
import { enabledRules, type UsableRule } from './rule-shelf.ts'

/** The run whose rejections are mended. */
export interface RunToMend {
  readonly runId: string
  readonly storage: Storage
  readonly event: EventDefinition
  readonly rules: ReadingRules
  /** For the history. */
  readonly database: string
  /** Hears in sentences what was mended, and which rule could not be used. */
  readonly tell: (sentence: string) => void
  /** Between two rounds while the run goes on, in milliseconds. */
  readonly every?: number
}

/**
 * The rules that are switched on, at work on what one run rejects. Each message is rejected first, with its original kept, and
 * mended after that in a run of its own: so its history says by which rule it became a row, and nothing is different from a rule
 * that a person applies.
 */
export interface RulesAtWork {
  /** Whether one of them makes of a malformed message one that would pass. Such a message says nothing against its queue. */
  readonly wouldPass: (delivery: Delivery, reasons: readonly Reason[]) => boolean
  /** The run has rejected some; they are mended soon. */
  readonly noteRejected: () => void
  /** Mends the last ones, unless the run was stopped or has failed, and waits for it. Never rejects. */
  readonly finish: (hasFailed: boolean) => Promise<void>
}

/** A rule that is on, and what it has done in this run. */
interface AtWork extends UsableRule {
  readonly mendBy: MendByRule
  sent: number
  loaded: number
  isStopped: boolean
}

export const openRulesAtWork = (run: RunToMend, stop: AbortSignal): RulesAtWork => {
  const { storage, event, rules, tell, every = 5_000 } = run
  let known: readonly AtWork[] | null = null
  const read = async (): Promise<readonly AtWork[]> => (known = await readRules(run))
  // The database may be away, which is for the run to wait for: then they are read with the first rejections.
  const reading = read().catch(() => null)
  const failing = new AbortController()
  const signal = anySignal(stop, failing.signal)
  let hasNew = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: string | null = null
  let round: Promise<void> = Promise.resolve()

  const mendAll = async (): Promise<void> => {
    if (!hasNew || signal.aborted) return
    hasNew = false
    try {
      const atWork = (await reading) ?? known ?? (await read())
      if (atWork.length === 0) return
      const from = since
      since = await databaseTime(storage.database)
      for (const rule of atWork)
        if (!rule.isStopped && !signal.aborted && !(await mendBy(rule, run, from, signal))) hasNew = true
    } catch {
      // What is rejected is kept, whatever happens here; the next round, or a person, goes on with it.
      hasNew = true
    }
  }
  const beginRound = (): void => {
    timer = undefined
    round = round.then(mendAll)
  }
  const prepare = prepareRejected({ storage, event, rules })
  return {
    wouldPass: (delivery, reasons) => {
      const cause = causeOf(reasons)
      return (known ?? []).some(({ mendBy: { where, repair }, isStopped }) => {
        if (isStopped || !isMeant({ reasons, cause }, where)) return false
        const body = repair(delivery.body)
        return body !== null && prepare([{ ...delivery, body }])[0]?.entry.kind === 'row'
      })
    },
    noteRejected: () => {
      hasNew = true
      if (known === null || known.length > 0) timer ??= setTimeout(beginRound, every)
    },
    finish: async (hasFailed) => {
      clearTimeout(timer)
      if (hasFailed) failing.abort()
      beginRound()
      await round
      for (const { rule, sent, loaded } of known ?? [])
        if (sent > 0)
          tell(`Mended by the rule ${rule.name} and loaded: ${loaded} of ${sent} rejected messages.`)
    },
  }
}

const readRules = async ({ storage, event, tell }: RunToMend): Promise<readonly AtWork[]> => {
  const { usable, others } = await enabledRules(storage.database, event)
  for (const { name, why } of others) tell(`The rule ${name} is switched on and cannot be used: ${why}`)
  return usable.map((one) => ({
    ...one,
    mendBy: mendByRule(one.rule, event),
    ...{ sent: 0, loaded: 0, isStopped: false },
  }))
}

/**
 * What of the run's rejections the rule is for, mended as a person would have it mended: a few first, and then more. Answers
 * whether it came to its end.
 */
const mendBy = async (
  atWork: AtWork,
  { storage, event, rules, database, runId, tell }: RunToMend,
  since: string | null,
  signal: AbortSignal,
): Promise<boolean> => {
  const { code, cause } = atWork.rule.where
  const { filter } = rejectedInputs.listRejected.parse({})
  const which: RejectedSelection = {
    by: 'filter',
    filter: { ...filter, runId, code: reasonCodeOf(code), cause, since },
  }
  const request = { storage, which, event, rules, database, by: whoWorks(), isReady: true }
  const bench = await openKeptRule(request, atWork)
  const { mostFailures } = usualReplay
  const { sent, loaded, stage, failure } = await bench.apply({ rate: null, mostFailures }, signal)
  atWork.sent += sent
  atWork.loaded += loaded
  if (stage !== null) {
    atWork.isStopped = true
    tell(
      `The rule ${atWork.rule.name} stopped for this run: too many messages that it mended were rejected again.`,
    )
  }
  return failure === null
}

const reasonCodeOf = (code: string | null): ReasonCode | null =>
  code !== null && isReasonCode(code) ? code : null
