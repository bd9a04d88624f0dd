import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { logins } from '../../src/contract/logins.ts'
import type { RepairRule, RepairStep } from '../../src/contract/repair-rule.ts'
import { definitionHash } from '../../src/pipeline/definition-hash.ts'
import { compileRepair } from '../../src/pipeline/repair/repair.ts'

/** A rule without a condition. */
export const ruleOfSteps = (
  steps: readonly RepairStep[],
  definition: EventDefinition = logins,
): RepairRule => ({
  ...{ name: 'test-rule', definition: definitionHash(definition), steps },
  where: { code: null, pointer: null, cause: null },
})

/** The body as the steps mend it; null if they change nothing. */
export const mend = (
  body: string,
  steps: readonly RepairStep[],
  definition: EventDefinition = logins,
): string | null => {
  const compiled = compileRepair(ruleOfSteps(steps, definition), definition)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.mistakes))
  return compiled.repair(body)
}
