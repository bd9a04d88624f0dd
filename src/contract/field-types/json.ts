import type { FieldType } from '../field-type.ts'
import { jsonFilters } from '../filter-how.ts'
import { isJson } from '../is-json.ts'

const fault = { code: 'not-a-json-value', detail: null } as const

/**
 * Any JSON value, kept as it is spelled in the body, texts with their quotes: numbers of any length stay what they are.
 */
export const jsonType = {
  name: 'json',
  label: 'JSON',
  code: 'not-a-json-value',
  fault: 'is not a JSON value',
  faultName: 'Not a JSON value',
  asked: () => 'a JSON value',
  natural: () => ['object', 'array', 'string', 'number', 'boolean'],
  possible: ['object', 'array', 'string', 'number', 'boolean'],
  options: [],
  read: (text) => (isJson(text) ? text : fault),
  canonical: null,
  whyNoMask: 'one value has many spellings, and each would have a mask of its own',
  // `jsonb` would sort the names, drop equal ones and spell numbers its own way.
  sqlType: () => 'json',
  sortedBy: 'text',
  comparedAs: 'text',
  filters: jsonFilters,
  widest: null,
  shortest: 1,
  sample: ({ hex, below }) => `{"id":"${hex(6)}","count":${below(10)}}`,
  mayBeShown: () => false,
} as const satisfies FieldType
