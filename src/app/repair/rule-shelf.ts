import {
  findRule,
  keepRule,
  listRules,
  notePreview,
  setEnabled,
  setRemoved,
  type KeptRule,
} from '../../adapters/postgres/repair-rules.ts'
import type { Database } from '../../adapters/postgres/database.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { pathText, type Mistake } from '../../contract/event-mistake.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { isJson } from '../../contract/is-json.ts'
import { readRepair } from '../../contract/read-repair.ts'
import {
  fileOfRule,
  repairFile,
  ruleOf,
  type RepairFile,
  type RepairRule,
} from '../../contract/repair-rule.ts'
import type { KeptRuleView, RuleList } from '../../contract/rules.ts'
import { definitionHash } from '../../pipeline/definition-hash.ts'
import { readRuleBytes, ruleHash } from './rule-file.ts'

/** The rules that a database keeps, as one may use them with a definition. Its functions throw `FailureError` or `PortError`. */

/** All of them, those included that cannot be used now. */
export const rulesOf = async (database: Database, event: EventDefinition): Promise<RuleList> => ({
  definition: definitionHash(event),
  rules: (await listRules(database)).map((kept) => viewOf(kept, event)),
})

/** A rule that may be used, by its hash or its name. Throws `not-found` or `repair-rule-unusable`. */
export const demandRule = async (
  database: Database,
  event: EventDefinition,
  named: string,
): Promise<UsableRule> => {
  const kept = await demandKept(database, named)
  const { rule, why } = viewOf(kept, event)
  if (rule !== null && why === null) return { rule, kept }
  throw new FailureError(failure('repair-rule-unusable', { problems: why ?? '' }))
}

/** A rule, whether it may be used or not. Throws `not-found`. */
export const demandKept = async (database: Database, named: string): Promise<KeptRule> => {
  const kept = await findRule(database, named)
  if (kept === null) throw noRule(named)
  return kept
}

/**
 * Keeps a rule from the bytes of a file, which nobody has seen at work here. Throws `repair-rule-unusable`, with each mistake a
 * line.
 */
export const keepFile = async (
  database: Database,
  event: EventDefinition,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<KeptRuleView> => {
  const { rule, text, hash } = readRuleBytes(file.name, file.bytes, event)
  const { name, definition } = rule
  return viewOf(await keepRule(database, { name, hash, definition, file: text, origin: 'file' }), event)
}

/** Keeps a rule that was put together here. Throws `repair-rule-unusable`, with each mistake a line. */
export const keepMade = async (
  database: Database,
  event: EventDefinition,
  file: RepairFile,
): Promise<KeptRuleView> => {
  const read = readRepair(file, event, definitionHash(event))
  if (!read.ok) {
    throw new FailureError(failure('repair-rule-unusable', { problems: linesOf(read.mistakes) }))
  }
  return viewOf(await keepRule(database, toKeep(read.rule, 'made-here')), event)
}

/** Calls a rule something else; what is known of it stays known. Throws `not-found`. */
export const renameKept = async (
  database: Database,
  event: EventDefinition,
  hash: string,
  name: string,
): Promise<KeptRuleView> => {
  const before = await demandKept(database, hash)
  const { rule } = viewOf(before, event)
  if (rule === null || name === before.name) return viewOf(before, event)
  const kept = await keepRule(database, toKeep({ ...rule, name }, before.origin))
  // It does what the other one does, and someone has seen that.
  if (before.previewedAt !== null) await notePreview(database, kept)
  if (before.enabledAt !== null) await setEnabled(database, kept.hash, true)
  await setRemoved(database, hash, true)
  return viewOf(await demandKept(database, kept.hash), event)
}

/** Takes a rule out of the list, or puts it back. Throws `not-found`. */
export const putAway = async (database: Database, hash: string, removed: boolean): Promise<void> => {
  if (!(await setRemoved(database, hash, removed))) throw noRule(hash)
}

/**
 * Switches on or off whether a rule mends what runs reject. Throws `not-found`, `repair-rule-unusable`, or `repair-rule-unseen`
 * where nobody has seen here what it would do.
 */
export const switchRule = async (
  database: Database,
  event: EventDefinition,
  named: string,
  on: boolean,
): Promise<KeptRuleView> => {
  const { hash } = on ? await demandSeen(database, event, named) : await demandKept(database, named)
  await setEnabled(database, hash, on)
  return viewOf(await demandKept(database, hash), event)
}

const demandSeen = async (database: Database, event: EventDefinition, named: string): Promise<KeptRule> => {
  const { kept } = await demandRule(database, event, named)
  if (kept.previewedAt === null) throw new FailureError(failure('repair-rule-unseen'))
  return kept
}

export interface UsableRule {
  readonly rule: RepairRule
  readonly kept: KeptRule
}

/** The rules that are switched on, by name; and those among them that cannot be used with the definition, each with why. */
export const enabledRules = async (
  database: Database,
  event: EventDefinition,
): Promise<{
  readonly usable: readonly UsableRule[]
  readonly others: readonly { readonly name: string; readonly why: string }[]
}> => {
  const enabled = (await listRules(database)).filter(({ enabledAt }) => enabledAt !== null)
  const viewed = enabled.map((kept) => ({ kept, ...viewOf(kept, event) }))
  return {
    usable: viewed.flatMap(({ kept, rule, why }) => (rule !== null && why === null ? [{ rule, kept }] : [])),
    others: viewed.flatMap(({ name, why }) => (why === null ? [] : [{ name, why }])),
  }
}

const noRule = (named: string): FailureError =>
  new FailureError(failure('not-found', { what: 'rule', id: named }))

const toKeep = (rule: RepairRule, origin: KeptRule['origin']) => ({
  ...{ name: rule.name, hash: ruleHash(rule), definition: rule.definition, origin },
  file: JSON.stringify(fileOfRule(rule), null, 2),
})

/** A rule is read from its file each time: the definition may be another by now, and the database is anybody's. */
const viewOf = (kept: KeptRule, event: EventDefinition): KeptRuleView => {
  const { hash, name, origin, keptAt, previewedAt, usedAt, enabledAt } = kept
  const about = { hash, name, origin, keptAt, previewedAt, usedAt, enabledAt }
  const file = isJson(kept.file) ? repairFile.safeParse(JSON.parse(kept.file)) : null
  if (file?.success !== true) return { ...about, rule: null, why: 'Its file is not a rule any more.' }
  const rule = ruleOf(file.data)
  if (ruleHash(rule) !== hash) return { ...about, rule, why: 'Its file is not the one that was kept.' }
  const read = readRepair(file.data, event, definitionHash(event))
  if (read.ok) return { ...about, rule, why: null }
  return { ...about, rule, why: linesOf(read.mistakes) }
}

const linesOf = (mistakes: readonly Mistake[]): string =>
  mistakes.map(({ path, sentence }) => `${pathText(path)}: ${sentence}`).join('\n')
