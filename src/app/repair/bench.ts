import { randomUUID } from 'node:crypto'
import { countKept } from '../../adapters/postgres/rejected-retry.ts'
import { keepRule, notePreview, noteUse, type KeptRule } from '../../adapters/postgres/repair-rules.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { pathText } from '../../contract/event-mistake.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import { usualReplay, type RepairOutcome, type RepairPreview } from '../../contract/repair-outcome.ts'
import type { RepairRule } from '../../contract/repair-rule.ts'
import type { StageView } from '../../contract/rules.ts'
import type { MendBy, MendByRule } from '../../pipeline/repair/mending.ts'
import { previewRepair } from '../../pipeline/repair/preview.ts'
import { compileRepair } from '../../pipeline/repair/repair.ts'
import type { SealedMessage } from '../../pipeline/seal.ts'
import { createReplay, type ReplayTally } from '../../pipeline/repair/replay.ts'
import { prepareRejected, retryRejected } from '../retry-rejected.ts'
import type { ReadingRules } from '../run-rules.ts'
import type { Storage } from '../storage.ts'
import type { RuleFile } from './rule-file.ts'

/** Rejected messages that are mended, and what they are mended and judged by. */
export interface BenchRequest {
  readonly storage: Storage
  readonly which: RejectedSelection
  /** Leaves out what was rejected after this one; null for what is rejected from now on. */
  readonly upTo?: string | null
  readonly event: EventDefinition
  readonly rules: ReadingRules
  /** For the history. */
  readonly database: string
  /** Who mends. */
  readonly by: string
  readonly mostSends?: number
  /** See `RetryRequest`. */
  readonly isReady?: boolean
}

export interface ReplayOptions {
  /** Messages a second; null for as fast as possible. */
  readonly rate: number | null
  /** The share of a stage that may be rejected again, in percent. */
  readonly mostFailures: number
  /** Whether it may be done though nobody has seen here what the rule would do. */
  readonly mayBeUnseen?: boolean
  /** What the run is called; left out for any name. */
  readonly runId?: string
  readonly onStages?: (stages: readonly StageView[]) => void
}

/** A rule on the bench. What was rejected since it was laid there is not meant. */
export interface RuleBench {
  readonly isPreviewed: () => boolean
  /** The rule, for sending what it mends another way. */
  readonly mendBy: MendByRule
  readonly kept: KeptRule
  /** The newest message that is meant. */
  readonly upTo: string
  /**
   * Rejects with `PortError`.
   *
   * @param onLooked hears how many messages were looked at so far, of how many
   */
  readonly preview: (
    signal: AbortSignal,
    onLooked?: (looked: number, of: number) => void,
  ) => Promise<RepairPreview>
  /**
   * Rejects with `FailureError` with `repair-rule-unseen` where nobody has seen here what the rule would do, or where the table
   * would take no rows, and with `PortError`.
   */
  readonly apply: (options: ReplayOptions, signal: AbortSignal) => Promise<RepairOutcome>
}

/** Keeps the rule of a file and looks at no message yet. Throws `FailureError` with `repair-rule-unusable`, or `PortError`. */
export const openRuleBench = async (request: BenchRequest, file: RuleFile): Promise<RuleBench> => {
  const mendBy = mendByRule(file.rule, request.event)
  const kept = await keepRule(request.storage.database, {
    ...{ name: file.rule.name, hash: file.hash, definition: file.rule.definition },
    ...{ file: file.text, origin: 'file' },
  })
  return layOut(request, mendBy, kept)
}

/** The same with a rule that is kept. Throws as that does. */
export const openKeptRule = (
  request: BenchRequest,
  { rule, kept }: { readonly rule: RepairRule; readonly kept: KeptRule },
): Promise<RuleBench> => layOut(request, mendByRule(rule, request.event), kept)

const layOut = async (request: BenchRequest, mendBy: MendByRule, kept: KeptRule): Promise<RuleBench> => {
  const { storage, which } = request
  const { database, seal } = storage
  const parts = partsOf(request, kept)
  const { rejections, repairs, mostSends } = parts
  const upTo = await rejections.begin()
  let isPreviewed = kept.previewedAt !== null
  return {
    isPreviewed: () => isPreviewed,
    ...{ mendBy, kept, upTo },
    preview: async (signal, onLooked) => {
      let looked = 0
      const of = onLooked === undefined ? 0 : await countKept(database, which, upTo)
      const counts = await previewRepair(
        {
          ...{ by: mendBy, rejections, repairs, seal, prepare: prepareRejected(request), mostSends },
          onLooked: (more) => onLooked?.((looked += more), of),
        },
        signal,
      )
      if (!signal.aborted) {
        await notePreview(database, kept)
        isPreviewed = true
      }
      return { rule: kept.name, ...counts }
    },
    apply: async (options, signal) => {
      if (!isPreviewed && options.mayBeUnseen !== true) throw new FailureError(failure('repair-rule-unseen'))
      await noteUse(database, kept)
      return replay(request, parts, { mendBy, ...options, rule: kept }, signal)
    },
  }
}

/** Sends what people have made of the chosen messages and not sent yet. Rejects as `apply` of a bench does. */
export const sendDrafts = (
  request: BenchRequest,
  options: ReplayOptions,
  signal: AbortSignal,
): Promise<RepairOutcome> =>
  replay(request, partsOf(request, null), { mendBy: { kind: 'drafts' }, ...options, rule: null }, signal)

/** A version that a person has made of one message. */
export interface VersionToSend {
  readonly rejectedId: string
  readonly version: number
  readonly made: SealedMessage
}

/** Sends one version, and nothing else. Rejects as `apply` of a bench does. */
export const sendVersion = (
  request: Omit<BenchRequest, 'which'>,
  { rejectedId, version, made }: VersionToSend,
  runId: string,
  signal: AbortSignal,
): Promise<RepairOutcome> => {
  const one: BenchRequest = { ...request, which: { by: 'ids', ids: [rejectedId] } }
  const mendBy: MendBy = { kind: 'version', version, made }
  return replay(one, partsOf(one, null), { mendBy, rate: null, mostFailures: 100, rule: null, runId }, signal)
}

/** Throws `FailureError` with `repair-rule-unusable`. */
export const mendByRule = (rule: RepairRule, event: EventDefinition): MendByRule => {
  const compiled = compileRepair(rule, event)
  if (compiled.ok) return { kind: 'rule', where: rule.where, repair: compiled.repair }
  const problems = compiled.mistakes.map(({ path, sentence }) => `${pathText(path)}: ${sentence}`).join('\n')
  throw new FailureError(failure('repair-rule-unusable', { problems }))
}

const partsOf = (
  { storage, which, upTo = null, by, mostSends = usualReplay.mostSends }: BenchRequest,
  rule: KeptRule | null,
) => ({
  mostSends,
  rejections: storage.rejections(which, upTo),
  repairs: storage.repairs({ ruleId: rule?.id ?? null, by, mostSends }),
})

interface ReplayOf extends ReplayOptions {
  readonly mendBy: MendBy
  readonly rule: KeptRule | null
}

const nothingDone: ReplayTally = {
  ...{ meant: 0, sent: 0, loaded: 0, alreadyLoaded: 0, rejectedAgain: 0, capped: 0, taken: 0, stopped: null },
}

const replay = async (
  request: BenchRequest,
  { rejections, repairs }: ReturnType<typeof partsOf>,
  { mendBy, rate, mostFailures, rule, runId: named = randomUUID(), onStages }: ReplayOf,
  signal: AbortSignal,
): Promise<RepairOutcome> => {
  let tally = () => nothingDone
  const { runId, end, failure } = await retryRejected(
    {
      ...request,
      mending: {
        noted: { rule: rule === null ? null : `${rule.name} ${rule.hash}`, rate, mostFailures },
        rejections,
        tryPage: (parts) => {
          const made = createReplay({ ...parts, by: mendBy, repairs, rate, mostFailures, onStages })
          tally = made.tally
          return made.tryPage
        },
      },
    },
    signal,
    named,
  )
  const { stopped, ...counts } = tally()
  return { rule: rule?.name ?? null, runId, ...counts, end, stage: stopped, failure }
}
