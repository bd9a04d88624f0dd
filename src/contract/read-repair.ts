import type { EventDefinition } from './event-definition.ts'
import type { Mistake } from './event-mistake.ts'
import { repairMistakes } from './repair-mistakes.ts'
import { repairFile, ruleOf, stepFiles, stepKinds, type RepairRule } from './repair-rule.ts'
import { shapeMistakes, type FileKind } from './shape-mistakes.ts'

export type RepairReading =
  | { readonly ok: true; readonly rule: RepairRule }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/**
 * Reads a rule from a file's value: the rule, or everything that is wrong with it.
 *
 * @param hash of the definition, which must be the one the rule was made for
 */
export const readRepair = (value: unknown, definition: EventDefinition, hash: string): RepairReading => {
  const parsed = repairFile.safeParse(value)
  if (!parsed.success) return { ok: false, mistakes: shapeMistakes(parsed.error.issues, value, repairKind) }
  const rule = ruleOf(parsed.data)
  const mistakes = repairMistakes(rule, definition, hash)
  return mistakes.length === 0 ? { ok: true, rule } : { ok: false, mistakes }
}

const repairKind: FileKind = {
  objectAt: ([outer, index], file) => {
    const { where } = repairFile.shape
    if (outer === 'where') return ['"where"', Object.keys(where.unwrap().shape)]
    if (outer !== 'steps' || typeof index !== 'number') return ['a rule', Object.keys(repairFile.shape)]
    const steps = (file as { readonly steps?: readonly { readonly do?: unknown }[] }).steps
    const named = steps?.[index]?.do
    const kind = stepKinds.find((name) => name === named)
    return kind === undefined ? ['a step', []] : [`the step "${kind}"`, Object.keys(stepFiles[kind].shape)]
  },
  kinds: stepKinds,
  lists: { steps: 'steps' },
  unions: 'must be a text, a number, true, false or null',
  hasLists: false,
}
