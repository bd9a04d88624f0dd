import type { JsonBreak } from '../../contract/json-breaks.ts'
import { endOfNumber } from '../json-number.ts'
import type { JsonNode } from '../json.ts'

/** Longer ones are a text whatever they begin with. */
const longestWord = 64

const words: Readonly<Record<string, JsonBreak>> = {
  ...{ nan: 'not-a-number', inf: 'not-a-number', infinity: 'not-a-number' },
  ...{ undefined: 'undefined', none: 'undefined', nil: 'undefined' },
  ...{ true: 'capitals', false: 'capitals', null: 'capitals' },
}

const numberLike = /^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+|0[xXbBoO][\da-fA-F]*|[\d.]*[eE][-+]?\d*)$/

/** A value without quotes: its kind in JSON, or how it breaks JSON. */
export const readBare = (
  text: string,
  start: number,
  end: number,
):
  | { readonly kind: Exclude<JsonNode['kind'], 'object' | 'array' | 'string' | 'broken'> }
  | { readonly breaks: JsonBreak } => {
  if (endOfNumber(text, start) === end) return { kind: 'number' }
  if (end - start > longestWord) return { breaks: 'unquoted-text' }
  const word = text.slice(start, end)
  if (word === 'true' || word === 'false') return { kind: 'boolean' }
  if (word === 'null') return { kind: 'null' }
  const plain = word.replace(/^[-+]/, '').toLowerCase()
  const known = Object.hasOwn(words, plain) ? words[plain] : undefined
  if (known !== undefined) return { breaks: known }
  const isDotted = (word.match(/\./g)?.length ?? 0) > 1
  if (/^[-+]?0\d/.test(word) && !isDotted && numberLike.test(word)) return { breaks: 'leading-zero' }
  return { breaks: numberLike.test(word) ? 'bad-number' : 'unquoted-text' }
}
