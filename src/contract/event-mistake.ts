import { jsonLine } from './visible.ts'

/** Where something is in a definition: names of properties and places in lists. */
export type MistakePath = readonly (string | number)[]

/** Something in a definition that is not as it must be. */
export interface Mistake {
  readonly path: MistakePath
  /** Follows the path and a colon; begins in lower case and has no full stop. */
  readonly sentence: string
}

/** A path as people write it: `fields[3].column`. */
export const pathText = (path: MistakePath): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  )

/** A text from outside in quotes, with nothing hidden in it. */
export const quoted = (text: string): string => jsonLine(text)

/** `"a", "b" and "c"`. */
export const listed = (texts: readonly string[]): string =>
  texts.length < 2
    ? texts.map(quoted).join('')
    : `${texts.slice(0, -1).map(quoted).join(', ')} and ${quoted(texts.at(-1) ?? '')}`

/** The indexes of values that occur earlier in the list. */
export const repeatedIn = (values: readonly string[]): readonly number[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []))
