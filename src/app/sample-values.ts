import type { Field } from '../contract/event-definition.ts'
import { failure, FailureError } from '../contract/failure.ts'
import type { Dice, JsonKind } from '../contract/field-type.ts'
import { fieldTypes } from '../contract/field-types.ts'
import { createMask } from '../pipeline/mask.ts'
import { createTaker } from '../pipeline/take-field.ts'

/** A sample value of a field: as a text, and as JSON. */
export interface SampleValue {
  readonly text: string
  readonly json: string
}

/** Draws values of a field, each as its definition takes it. Throws `FailureError` where nothing fits. */
export type DrawValue = (dice: Dice) => SampleValue

/** Whether a value can be masked matters here, and not under which key. */
const mask = createMask(new Uint8Array(32).fill(1))

export const createDraw = (field: Field): DrawValue => {
  const { take, readsSource } = createTaker(field, 0, mask)
  return (dice) => {
    for (const kind of field.accept)
      for (const text of shorterAndShorter(textOf(field, kind, dice), field.maxLength)) {
        const json = kind === 'string' ? JSON.stringify(text) : text
        if (take(readsSource ? json : text, kind) !== undefined) return { text, json }
      }
    const problems = `No sample can be made up for the field ${field.name}.`
    throw new FailureError(failure('settings-invalid', { problems }))
  }
}

const textOf = (field: Field, kind: JsonKind, dice: Dice): string => {
  const [first, ...others] = field.enum ?? []
  if (first !== undefined) return dice.pick([first, ...others])
  const text = fieldTypes[field.type].sample(dice, field)
  switch (kind) {
    case 'array':
      return `[${text}]`
    case 'boolean':
      return dice.pick(['true', 'false'])
    case 'number':
      return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? text : String(dice.below(1_000))
    case 'object':
    case 'string':
      return text
  }
}

/** For a narrow field: `1.2.3`, then `1.2.`, and so on. */
function* shorterAndShorter(text: string, maxLength: number | null): Generator<string> {
  const longest = maxLength === null ? text.length : Math.min(text.length, maxLength)
  const shortest = maxLength === null ? longest : 1
  for (let length = longest; length >= shortest; length -= 1) yield text.slice(0, length)
}
