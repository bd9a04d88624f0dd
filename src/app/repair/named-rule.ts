import type { EventDefinition } from '../../contract/event-definition.ts'
import type { RepairRule } from '../../contract/repair-rule.ts'
import { openKeptRule, openRuleBench, type BenchRequest, type RuleBench } from './bench.ts'
import { readRuleFile, type RuleFile } from './rule-file.ts'
import { demandRule } from './rule-shelf.ts'

/** A name contains neither a dot nor a slash. */
const isFile = (rule: string): boolean => /[./\\]/.test(rule)

/** The rule of a file; null for a name. Throws `FailureError` with `repair-rule-unusable`. */
export const readNamedFile = (named: string, event: EventDefinition): RuleFile | null =>
  isFile(named) ? readRuleFile(named, event) : null

/** Opens the rule of a file, or the kept rule of a name or hash. Throws as `openRuleBench` and `demandRule` do. */
export const openNamedRule = async (
  request: BenchRequest,
  named: string,
  file: RuleFile | null,
): Promise<{ readonly bench: RuleBench; readonly rule: RepairRule }> => {
  if (file !== null) return { bench: await openRuleBench(request, file), rule: file.rule }
  const known = await demandRule(request.storage.database, request.event, named)
  return { bench: await openKeptRule(request, known), rule: known.rule }
}
