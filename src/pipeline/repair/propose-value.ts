import { convertTargets, epochUnits, type RepairStep } from '../../contract/repair-rule.ts'
import { readJson } from '../json.ts'
import { isSameJson, valueOf, type JsonSide } from './same-json.ts'
import { applyEdits } from '../text-edit.ts'
import { compileStep } from './step.ts'

/**
 * The most general step that turns one value into another; null if there is none.
 *
 * @param isMasked whether the value is masked: then only steps that contain nothing of it
 */
export const explainValue = (
  from: JsonSide,
  to: JsonSide,
  pointer: string,
  isMasked: boolean,
): RepairStep | null => {
  const general: readonly RepairStep[] = [
    { do: 'trim', at: pointer },
    { do: 'unwrap', at: pointer },
    ...convertTargets
      .filter((target) => target !== 'timestamp')
      .map((target): RepairStep => ({ do: 'convert', at: pointer, to: target })),
    ...epochUnits.map((unit): RepairStep => ({ do: 'convert', at: pointer, to: 'timestamp', from: unit })),
  ]
  const found = general.find((step) => makes(from, to, step))
  if (found !== undefined || isMasked) return found ?? null
  const value = valueOf(to.text, to.root)
  if (value === undefined) return null
  if (from.root.kind === 'null') return { do: 'default', at: pointer, value }
  return affixStep(from, to, pointer) ?? { do: 'set', at: pointer, value }
}

/** Tries a step on the value alone. */
const makes = (from: JsonSide, to: JsonSide, step: RepairStep): boolean => {
  const text = `{"x":${from.text.slice(from.root.start, from.root.end)}}`
  const read = readJson(text)
  if (!read.ok) return false
  const edits = compileStep({ ...step, at: '/x' })(text, read.root)
  if (edits.length === 0) return false
  const made = readJson(applyEdits(text, edits))
  const value = made.ok && made.root.kind === 'object' ? made.root.members[0]?.node : undefined
  return made.ok && value !== undefined && isSameJson({ text: applyEdits(text, edits), root: value }, to)
}

/** A prefix or suffix that is added or removed. */
const affixStep = (from: JsonSide, to: JsonSide, at: string): RepairStep | null => {
  if (from.root.kind !== 'string' || to.root.kind !== 'string') return null
  const [before, after] = [from.root.value, to.root.value]
  if (after === '' || before === '') return null
  const off = { do: 'replace', at, with: '' } as const
  if (before.endsWith(after)) return { ...off, how: 'prefix', what: before.slice(0, -after.length) }
  if (before.startsWith(after)) return { ...off, how: 'suffix', what: before.slice(after.length) }
  const part = middle(before, after)
  return part === null ? null : { do: 'replace', at, how: 'text', ...part }
}

/** The difference between two texts, if it is comparatively short and occurs once: other messages may have the same. */
const middle = (before: string, after: string): { readonly what: string; readonly with: string } | null => {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const what = before.slice(start, before.length - end)
  const by = after.slice(start, after.length - end)
  const isShort = what !== '' && what.length * 2 <= before.length && what.isWellFormed() && by.isWellFormed()
  return isShort && before.replaceAll(what, () => by) === after ? { what, with: by } : null
}
