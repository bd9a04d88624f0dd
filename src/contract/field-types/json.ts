import type { FieldType } from '../field-type.ts'

const fault = { code: 'not-a-json-value', detail: null } as const

/** Whether a text is one JSON value and nothing else. */
const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Any JSON value, kept as it is spelled in the body, texts with their quotes: numbers of any length stay what they are. It
 * cannot be masked, as one value has many spellings.
 */
export const jsonType = {
  name: 'json',
  label: 'JSON',
  code: 'not-a-json-value',
  fault: 'is not a JSON value',
  faultName: 'Not a JSON value',
  natural: () => ['object', 'array', 'string', 'number', 'boolean'],
  possible: ['object', 'array', 'string', 'number', 'boolean'],
  read: (text) => (isJson(text) ? text : fault),
  canonical: null,
  // `jsonb` would sort the names, drop equal ones and spell numbers its own way.
  sqlType: () => 'json',
  sortedBy: 'text',
  filters: ['contains', 'empty'],
  widest: null,
  sample: ({ hex, below }) => `{"id":"${hex(6)}","count":${below(10)}}`,
  mayBeShown: () => false,
} as const satisfies FieldType
