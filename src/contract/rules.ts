import { z } from 'zod'
import { id, text } from './input.ts'
import type { Reason } from './reason.ts'
import { rejectedInputs } from './rejected.ts'
import { usualReplay, type RepairOutcome, type RepairPreview } from './repair-outcome.ts'
import { repairFile, type RepairRule } from './repair-rule.ts'

/** Twenty steps with the longest texts have less, in bytes. */
export const largestRule = 256 * 1_024

/** The largest file that a page may bring, in UTF-16 code units: the input of a command has a limit, with every quote escaped. */
export const largestBrought = 96 * 1_024

/** Names a rule by what it does; see `ruleHash`. */
const hash = z.string().regex(/^[0-9a-f]{16}$/)

const { which } = rejectedInputs.retryRejected.shape

/** Leaves out what was rejected after this one. */
const upTo = id.nullable().default(null)

/** What `cancelOperation` ends it by. */
const operation = z.uuid()

export const ruleInputs = {
  /** The rules that this database keeps, by name. */
  listRules: z.strictObject({}),
  /** The rule that makes of a message what a person has made of it in one of its versions. Keeps nothing. */
  proposeRule: z.strictObject({
    id,
    version: z.int().min(1),
    name: repairFile.shape.name.default('proposed'),
  }),
  /** Keeps a rule, from the text of a file or as it was put together here. */
  keepRule: z.strictObject({
    from: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('file'), name: text(1, 255), text: z.string().max(largestBrought) }),
      z.strictObject({ by: z.literal('made'), rule: repairFile }),
    ]),
    /** The one whose place it takes, which leaves the list. */
    instead: hash.nullable().default(null),
  }),
  /** A rule never changes: one with the other name takes its place, and what was done before keeps the name it was done by. */
  renameRule: z.strictObject({ hash, name: repairFile.shape.name }),
  /** Takes a rule out of the list. Histories keep its name. */
  deleteRule: z.strictObject({ hash }),
  /** Takes `deleteRule` back. */
  restoreRule: z.strictObject({ hash }),
  /**
   * Has a rule mend by itself what runs reject from now on, or no longer. Refused for a rule that was not previewed here, or cannot
   * be used now.
   */
  enableRule: z.strictObject({ hash, on: z.boolean() }),
  /** The file of a rule. The desktop app has the person say where it goes. */
  exportRule: z.strictObject({ hash }),
  /** What a rule makes of the first of the messages behind `after`, covered. Null where there is none. */
  sampleOfRule: z.strictObject({ rule: repairFile, which, after: id.nullable().default(null) }),
  /** What a kept rule would do, by the judge of a run. `cancelOperation` ends it; how far it is arrives as events. */
  previewRule: z.strictObject({ hash, which, operation }),
  /**
   * Mends and sends, a few messages first and then more, as a run of its own. Answers at once; how it goes arrives as events, and
   * `stopRun` ends it. Refused for a rule that was not previewed here.
   */
  applyRule: z.strictObject({
    ...{ hash, which, upTo },
    /** Messages a second; null for as fast as it goes. */
    rate: z.int().min(1).max(1_000_000).nullable().default(null),
    /** The share of a stage that may be rejected again, in percent. */
    mostFailures: z.int().min(0).max(100).default(usualReplay.mostFailures),
  }),
  /** How many of the kept messages would be taken as they are, by the definition and the switches of now. Cancelled as a preview is. */
  previewRetry: z.strictObject({ which, operation }),
} as const

/** A rule that this database keeps. */
export interface KeptRuleView {
  readonly hash: string
  readonly name: string
  /** Null where its file cannot be read as a rule. */
  readonly rule: RepairRule | null
  /** `file` where somebody brought it. */
  readonly origin: 'file' | 'made-here'
  /** ISO 8601, UTC. */
  readonly keptAt: string
  /** Null where nobody has seen here what it would do. */
  readonly previewedAt: string | null
  /** When it was last applied; null where it never was. */
  readonly usedAt: string | null
  /** Since when it mends by itself what runs reject; null where it does not. */
  readonly enabledAt: string | null
  /** Why it cannot be used now, a line each; null where it can. */
  readonly why: string | null
}

export interface RuleList {
  /** The hash of the definition in force, which a new rule is made for. */
  readonly definition: string
  readonly rules: readonly KeptRuleView[]
}

export type RuleProposal =
  | { readonly found: true; readonly rule: RepairRule }
  /** Why there is none; goes behind a colon, begins small and has no full stop. */
  | { readonly found: false; readonly why: string }

/** A stretch of a text beside another, or how many characters both have that are left out. */
export type DiffPart =
  | { readonly kind: 'same' | 'gone' | 'come'; readonly text: string }
  | { readonly kind: 'skipped'; readonly characters: number }

/** One message as it is and as a rule would make it; personal data in it is covered. */
export interface RuleSample {
  readonly id: string
  readonly messageId: string
  /** Whether the rule changes anything in it. */
  readonly isChanged: boolean
  readonly parts: readonly DiffPart[]
  /** Why it would be rejected again; none where it would pass. Null where it would not be sent. */
  readonly reasons: readonly Pick<Reason, 'code' | 'pointer'>[] | null
}

/** What was looked at is what `upTo` leaves in: hand it back, and nothing else is touched. */
export interface LookedAt {
  readonly upTo: string
}

/** How many messages would pass as they are. */
export interface RetryPreview extends LookedAt {
  readonly looked: number
  readonly wouldPass: number
}

export type ExportedRule =
  | { readonly how: 'dismissed' }
  | { readonly how: 'saved'; readonly name: string }
  /** For the page to keep as a file. */
  | { readonly how: 'text'; readonly name: string; readonly text: string }

export interface RuleOutputs {
  readonly listRules: RuleList
  readonly proposeRule: RuleProposal
  readonly keepRule: KeptRuleView
  readonly renameRule: KeptRuleView
  readonly deleteRule: null
  readonly restoreRule: null
  readonly enableRule: KeptRuleView
  readonly exportRule: ExportedRule
  readonly sampleOfRule: RuleSample | null
  readonly previewRule: RepairPreview & LookedAt
  readonly applyRule: { readonly runId: string }
  readonly previewRetry: RetryPreview
}

/** How many messages were looked at so far, of how many. */
export interface LookView {
  readonly looked: number
  readonly of: number
}

/** What became of a stage of a replay so far. */
export interface StageView {
  /** From 1 on. */
  readonly stage: number
  /** How many it sends at most. */
  readonly size: number
  readonly sent: number
  readonly failed: number
}

/** A rule that is being applied, or the last that was. */
export interface RepairView {
  readonly runId: string
  readonly name: string
  readonly hash: string
  /** Those that were begun. */
  readonly stages: readonly StageView[]
  /** Null until it ends. */
  readonly end: RepairOutcome | null
}
