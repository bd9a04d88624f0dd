import { z } from 'zod'
import { id, text } from './input.ts'
import type { Reason } from './reason.ts'
import { rejectedInputs } from './rejected.ts'
import { usualReplay, type RepairOutcome, type RepairPreview } from './repair-outcome.ts'
import { repairFile, type RepairRule } from './repair-rule.ts'

/** In bytes; twenty steps with the longest texts take less. */
export const largestRule = 256 * 1_024

/**
 * The largest file that a page can send, in UTF-16 code units: the input of a command has a limit, with every quote
 * escaped.
 */
export const largestBrought = 96 * 1_024

/** Identifies a rule by what it does; see `ruleHash`. */
export const hash = z.string().regex(/^[0-9a-f]{16}$/)

const { which } = rejectedInputs.retryRejected.shape

/** Leaves out what was rejected after this one. */
const upTo = id.nullable().default(null)

/** The share of a stage that may be rejected again, in percent. */
export const mostFailures = z.int().min(0).max(100)

/** The id for `cancelOperation`. */
const operation = z.uuid()

export const ruleInputs = {
  /** The rules that this database keeps, by name. */
  listRules: z.strictObject({}),
  /** The rule that does to a message what a person did in one of its versions. Stores nothing. */
  proposeRule: z.strictObject({
    id,
    version: z.int().min(1),
    name: repairFile.shape.name.default('proposed'),
  }),
  /** Stores a rule, from a file's text or as built on the page. */
  keepRule: z.strictObject({
    from: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('file'), name: text(1, 255), text: z.string().max(largestBrought) }),
      z.strictObject({ by: z.literal('made'), rule: repairFile }),
    ]),
    /** The rule that it replaces, which leaves the list. */
    instead: hash.nullable().default(null),
  }),
  /**
   * Renames a rule. As a rule never changes, a copy with the new name replaces it, and earlier history keeps the old
   * name.
   */
  renameRule: z.strictObject({ hash, name: repairFile.shape.name }),
  /** Removes a rule from the list. Histories keep its name. */
  deleteRule: z.strictObject({ hash }),
  /** Undoes `deleteRule`. */
  restoreRule: z.strictObject({ hash }),
  /**
   * Switches on or off whether a rule mends what runs reject from now on. Refused for a rule that was not previewed
   * here, or cannot be used now.
   */
  enableRule: z.strictObject({ hash, on: z.boolean() }),
  /** The file of a rule. The desktop app asks the person where to save it. */
  exportRule: z.strictObject({ hash }),
  /** What a rule makes of the first message after `after`, covered. Null if there is none. */
  sampleOfRule: z.strictObject({ rule: repairFile, which, after: id.nullable().default(null) }),
  /** What a stored rule would do, by a run's judge. `cancelOperation` ends it; progress arrives as events. */
  previewRule: z.strictObject({ hash, which, operation }),
  /**
   * Mends and sends, a few messages first and then more, as its own run. Answers at once; progress arrives as events,
   * and `stopRun` ends it. Refused for a rule that was not previewed here.
   */
  applyRule: z.strictObject({
    ...{ hash, which, upTo },
    /** Messages a second; null for as fast as possible. */
    rate: z.int().min(1).max(1_000_000).nullable().default(null),
    mostFailures: mostFailures.default(usualReplay.mostFailures),
  }),
  /**
   * How many of the kept messages would load unchanged, by today's definition and switches. Cancelled like a preview.
   */
  previewRetry: z.strictObject({ which, operation }),
} as const

/** A rule stored in this database. */
export interface KeptRuleView {
  readonly hash: string
  readonly name: string
  /** Null if its file cannot be read as a rule. */
  readonly rule: RepairRule | null
  /** `file` if someone brought it. */
  readonly origin: 'file' | 'made-here'
  /** ISO 8601, UTC. */
  readonly keptAt: string
  /** Null if nobody has previewed it here. */
  readonly previewedAt: string | null
  /** When it was last applied; null if it never was. */
  readonly usedAt: string | null
  /** Since when it automatically mends what runs reject; null if it does not. */
  readonly enabledAt: string | null
  /** Why it cannot be used now, a line each; null if it can. */
  readonly why: string | null
}

export interface RuleList {
  /** The hash of the definition in force, which a new rule is made for. */
  readonly definition: string
  readonly rules: readonly KeptRuleView[]
}

export type RuleProposal =
  | { readonly found: true; readonly rule: RepairRule }
  /** Why there is none; follows a colon, begins in lower case and has no full stop. */
  | { readonly found: false; readonly why: string }

/** A stretch of one text compared with another, or how many equal characters are left out. */
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
  /** Why it would be rejected again; none where it would pass. Null if it would not be sent. */
  readonly reasons: readonly Pick<Reason, 'code' | 'pointer'>[] | null
}

/** The preview looked at messages up to `upTo`: pass it on, and nothing newer is touched. */
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
  /** For the page to save as a file. */
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

/** How many messages were checked so far, and of how many. */
export interface LookView {
  readonly looked: number
  readonly of: number
}

/** A stage of a replay so far. */
export interface StageView {
  /** From 1 on. */
  readonly stage: number
  /** How many it sends at most. */
  readonly size: number
  readonly sent: number
  readonly failed: number
}

/** The rule that is being applied, or the last one. */
export interface RepairView {
  readonly runId: string
  readonly name: string
  readonly hash: string
  /** Those that have begun. */
  readonly stages: readonly StageView[]
  /** Null until it ends. */
  readonly end: RepairOutcome | null
}
