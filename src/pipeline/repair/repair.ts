import type { EventDefinition } from '../../contract/event-definition.ts'
import type { Mistake } from '../../contract/event-mistake.ts'
import { repairMistakes } from '../../contract/repair-mistakes.ts'
import type { RepairRule } from '../../contract/repair-rule.ts'
import { definitionHash } from '../definition-hash.ts'
import { compileUnwrap, type Unwrap } from '../envelope/unwrap.ts'
import { readJson } from '../json.ts'
import { applyEdits, type Edit } from '../text-edit.ts'
import { compileStep, type StepEdits } from './step.ts'

/** The body as a rule mends it; null if the rule changes nothing in it. Never throws, whatever the body. */
export type Repair = (body: string) => string | null

export type CompiledRepair =
  | { readonly ok: true; readonly repair: Repair }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/**
 * Compiles a rule for a definition, or says why it cannot be used: a rule is checked when it is read and again here.
 * A mended body equals the original except where the steps change it.
 */
export const compileRepair = (rule: RepairRule, definition: EventDefinition): CompiledRepair => {
  const mistakes = repairMistakes(rule, definition, definitionHash(definition))
  if (mistakes.length > 0) return { ok: false, mistakes }
  const unwrap = compileUnwrap(definition.envelope)
  const steps = rule.steps.map(compileStep)
  return {
    ok: true,
    repair: (body) => {
      const mended = steps.reduce((text, step) => afterStep(text, step, unwrap), body)
      return mended === body || !isSameEnvelope(body, mended, unwrap) ? null : mended
    },
  }
}

const afterStep = (body: string, step: StepEdits, unwrap: Unwrap): string => {
  const found = unwrap(body)
  if (found.kind === 'refused') return body
  const [text, putInBody] =
    found.kind === 'bare' ? [body, asItIs] : [found.message.text, found.message.putInBody]
  const read = readJson(text)
  const edits = read.ok ? step(text, read.root) : []
  return edits.length === 0 ? body : applyEdits(body, putInBody(edits))
}

const asItIs = (edits: readonly Edit[]): readonly Edit[] => edits

/** What a rule writes could look like an envelope, and its content like the message. */
const isSameEnvelope = (body: string, mended: string, unwrap: Unwrap): boolean =>
  kindsOf(body, unwrap) === kindsOf(mended, unwrap)

const kindsOf = (body: string, unwrap: Unwrap): string => {
  const found = unwrap(body)
  return found.kind === 'unwrapped' ? found.message.kinds.join(' ') : found.kind
}
