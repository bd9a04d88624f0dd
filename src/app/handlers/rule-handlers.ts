import { whoWorks } from '../../adapters/postgres/audit.ts'
import { countKept } from '../../adapters/postgres/rejected-retry.ts'
import type { MonitorEvent } from '../../contract/events.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import { failedRepair, type RepairOutcome } from '../../contract/repair-outcome.ts'
import { ruleOf } from '../../contract/repair-rule.ts'
import type { RepairView, RuleOutputs } from '../../contract/rules.ts'
import { proposeRule } from '../../pipeline/repair/propose.ts'
import { countWouldPass } from '../../pipeline/repair/would-pass.ts'
import type { Connection } from '../connection.ts'
import { toFailure } from '../faults.ts'
import type { Look, Looks } from '../looks.ts'
import { openKeptRule, type BenchRequest } from '../repair/bench.ts'
import { readClear } from '../repair/open-version.ts'
import { demandRule } from '../repair/rule-shelf.ts'
import { sampleOfRule } from '../repair/sample-of-rule.ts'
import { prepareRejected } from '../retry-rejected.ts'
import { nameOfDatabase } from '../run-circumstances.ts'
import type { RunControl } from '../run-control.ts'
import type { ReadingRules } from '../run-rules.ts'
import type { Handlers } from './handlers.ts'
import { createRuleShelfHandlers } from './rule-shelf-handlers.ts'

export interface RuleHandling {
  /** Throws `FailureError` if nothing is connected. */
  readonly connected: () => Connection
  readonly runs: Pick<RunControl, 'occupy'>
  readonly looks: Looks
  /** The rules beyond the definition that messages are judged by. */
  readonly rulesNow: () => ReadingRules
  readonly emit: (event: MonitorEvent) => void
}

export const createRuleHandlers = (handling: RuleHandling): Handlers<keyof RuleOutputs> => {
  const { connected, looks, rulesNow } = handling
  return {
    ...createRuleShelfHandlers(connected),
    proposeRule: async ({ id, version, name }) => {
      const { storage, source } = connected()
      const { original, delivery, cameBeside } = await readClear(storage, id, version)
      if (JSON.stringify(delivery.attributes) !== JSON.stringify(cameBeside))
        return { found: false, why: 'a rule changes no attributes, and one of them was changed' }
      const proposal = proposeRule(original, delivery.body, source.event, name)
      return proposal.ok ? { found: true, rule: proposal.rule } : { found: false, why: proposal.why }
    },
    sampleOfRule: async ({ rule, which, after }) =>
      sampleOfRule(connected(), rulesNow(), { rule: ruleOf(rule), which, after }),
    previewRule: ({ hash, which, operation }) =>
      looks.run(operation, async ({ signal, tell }) => {
        const { bench } = await openBench(handling, { hash, which, upTo: null, rules: rulesNow() })
        return { ...(await bench.preview(signal, tell)), upTo: bench.upTo }
      }),
    applyRule: (input) => applyRule(handling, input),
    previewRetry: ({ which, operation }) =>
      looks.run(operation, (look) => previewRetry(connected(), rulesNow(), which, look)),
  }
}

/** Counts what a retry would load, and changes nothing. */
const previewRetry = async (
  { storage, source }: Connection,
  rules: ReadingRules,
  which: RejectedSelection,
  { signal, tell }: Look,
): Promise<RuleOutputs['previewRetry']> => {
  const rejections = storage.rejections(which)
  const upTo = await rejections.begin()
  const of = await countKept(storage.database, which, upTo)
  let looked = 0
  const counted = await countWouldPass(
    {
      ...{ rejections, seal: storage.seal },
      prepare: prepareRejected({ storage, event: source.event, rules }),
      onLooked: (more) => tell((looked += more), of),
    },
    signal,
  )
  return { ...counted, upTo }
}

interface RuleOn {
  readonly hash: string
  readonly which: RejectedSelection
  readonly upTo: string | null
  readonly rules: ReadingRules
}

const openBench = async ({ connected }: RuleHandling, { hash, which, upTo, rules }: RuleOn) => {
  const { storage, source } = connected()
  const { event } = source
  const request: BenchRequest = {
    ...{ storage, which, upTo, event, rules, by: whoWorks() },
    database: nameOfDatabase(source.database),
  }
  const known = await demandRule(storage.database, event, hash)
  return { bench: await openKeptRule(request, known), name: known.rule.name }
}

/** Answers once it has begun, and reports its progress from then on. */
const applyRule = async (
  handling: RuleHandling,
  {
    hash,
    which,
    upTo,
    rate,
    mostFailures,
  }: Omit<RuleOn, 'rules'> & { readonly rate: number | null; readonly mostFailures: number },
): Promise<{ readonly runId: string }> => {
  const { runs, emit, rulesNow } = handling
  const { bench, name } = await openBench(handling, { hash, which, upTo, rules: rulesNow() })
  if (!bench.isPreviewed()) throw new FailureError(failure('repair-rule-unseen'))
  return new Promise((resolve, reject) => {
    const applied = runs.occupy(async (runId, _rules, signal) => {
      resolve({ runId })
      let view: RepairView = { runId, name, hash, stages: [], end: null }
      const tell = (more: Partial<RepairView>): void => {
        view = { ...view, ...more }
        emit({ type: 'repair', repair: view })
      }
      tell({})
      const end: RepairOutcome = await bench
        .apply({ rate, mostFailures, runId, onStages: (stages) => tell({ stages }) }, signal)
        .catch((error: unknown) => failedRepair(view, toFailure(error)))
      tell({ end })
    })
    applied.catch(reject)
  })
}
