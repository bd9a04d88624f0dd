import type { EventDefinition } from '../../../contract/event-definition.ts'
import { readPointer } from '../../../contract/field-pointer.ts'
import { readCause } from '../../../contract/cause.ts'
import { readRepair } from '../../../contract/read-repair.ts'
import type { RejectedSelection } from '../../../contract/rejected.ts'
import { fileOfRule, type RepairRule, type RepairStep, type StepKind } from '../../../contract/repair-rule.ts'
import type { KeptRuleView } from '../../../contract/rules.ts'

/** A rule that does nothing yet. */
export const emptyRule = (definition: string, taken: readonly string[]): RepairRule => ({
  ...{ name: freeName('rule', taken), definition, steps: [] },
  where: { code: null, pointer: null, cause: null },
})

/** A name that no rule has yet: `rule`, `rule-2`, `rule-3`, … */
export const freeName = (name: string, taken: readonly string[]): string => {
  for (let number = 1; ; number += 1) {
    const next = number === 1 ? name : `${name}-${number}`
    if (!taken.includes(next)) return next
  }
}

/** The label of each kind of step in the choice. */
export const stepNames: Readonly<Record<StepKind, string>> = {
  rename: 'Rename',
  set: 'Set',
  default: 'Set if missing',
  drop: 'Drop',
  convert: 'Convert',
  trim: 'Trim white space',
  replace: 'Replace text',
  unwrap: 'Unwrap JSON in a text',
}

/** A step of this kind at a place, with the minimum it needs. */
export const newStep = (kind: StepKind, at: string): RepairStep => {
  switch (kind) {
    case 'rename':
      return { do: kind, at, to: '' }
    case 'set':
    case 'default':
      return { do: kind, at, value: '' }
    case 'convert':
      return { do: kind, at, to: 'text' }
    case 'replace':
      return { do: kind, at, how: 'text', what: '', with: '' }
    case 'drop':
    case 'trim':
    case 'unwrap':
      return { do: kind, at }
  }
}

/** A rule that can be previewed, or what is wrong with each step (by its index) and with the rest. */
export type Judged =
  | { readonly ok: true; readonly rule: RepairRule }
  | { readonly ok: false; readonly ofStep: ReadonlyMap<number, string>; readonly others: readonly string[] }

/** Judges a rule as the engine does. @param hash of the current definition */
export const judgeRule = (rule: RepairRule, event: EventDefinition, hash: string): Judged => {
  if (rule.steps.length === 0) return { ok: false, ofStep: new Map(), others: ['Add a step.'] }
  const noNumber = rule.steps.flatMap((step, index) =>
    'value' in step && Number.isNaN(step.value) ? [[index, 'Give a number.'] as const] : [],
  )
  if (noNumber.length > 0) return { ok: false, ofStep: new Map(noNumber), others: [] }
  const read = readRepair(fileOfRule(rule), event, hash)
  if (read.ok) return read
  const ofStep = new Map<number, string>()
  const others: string[] = []
  for (const { path, sentence } of read.mistakes) {
    const [outer, index] = path
    if (outer === 'steps' && typeof index === 'number') {
      if (!ofStep.has(index)) ofStep.set(index, sentence)
    } else if (outer === 'name')
      others.push(
        'A name has letters, digits, "_" and "-", begins with a letter, and has at most 63 of them.',
      )
    else others.push(sentence)
  }
  return { ok: false, ofStep, others }
}

/** Likely places for a step: first those at fault in the group, then those that the definition reads. */
export const likelyPlaces = (event: EventDefinition, which: RejectedSelection): readonly string[] => {
  const cause = which.by === 'filter' ? which.filter.cause : null
  const atFault = cause === null ? [] : readCause(cause).map(({ pointer }) => pointer)
  const read = event.fields.map(({ pointer }) => pointer)
  return [...new Set([...atFault, ...read])].filter((pointer) => readPointer(pointer)?.from === 'body')
}

/** Whether two rules do the same under the same name. */
export const isSameRule = (one: RepairRule, other: RepairRule): boolean =>
  JSON.stringify(fileOfRule(one)) === JSON.stringify(fileOfRule(other))

/** The kept rule identical to this one, if it can be used. */
export const keptAs = (rule: RepairRule, rules: readonly KeptRuleView[]): KeptRuleView | null =>
  rules.find((kept) => kept.rule !== null && kept.why === null && isSameRule(kept.rule, rule)) ?? null

/** The kinds of constant that can be typed. */
export const constantKinds = ['text', 'number', 'true', 'false', 'null'] as const

export type ConstantKind = (typeof constantKinds)[number]

type Constant = Extract<RepairStep, { readonly do: 'set' }>['value']

export const kindOfConstant = (value: Constant): ConstantKind => {
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'number' : (`${value}` as const)
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i

/** The constant that a kind and what was typed stand for; NaN for anything but a number. */
export const constantOf = (kind: ConstantKind, typed: string): Constant => {
  switch (kind) {
    case 'text':
      return typed
    case 'number':
      return jsonNumber.test(typed.trim()) && Number.isFinite(Number(typed)) ? Number(typed) : Number.NaN
    case 'true':
    case 'false':
      return kind === 'true'
    case 'null':
      return null
  }
}
