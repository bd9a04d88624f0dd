import type { FieldType } from '../field-type.ts'
import { booleanFilters } from '../filter-how.ts'

const fault = { code: 'not-a-boolean', detail: null } as const

const isBoolean = (text: string): boolean => text === 'true' || text === 'false'

/** Yes or no. */
export const booleanType = {
  name: 'boolean',
  label: 'True or false',
  code: 'not-a-boolean',
  fault: 'is neither true nor false',
  faultName: 'Neither true nor false',
  asked: () => 'true or false',
  natural: () => ['boolean'],
  possible: ['boolean', 'string'],
  options: [],
  read: (text) => (isBoolean(text) ? text : fault),
  canonical: null,
  whyNoMask: 'it has two values, and their masks are told apart at a glance',
  sqlType: () => 'boolean',
  sortedBy: 'value',
  comparedAs: 'any-case',
  filters: booleanFilters,
  widest: 5,
  shortest: 4,
  sample: ({ pick }) => pick(['true', 'false']),
  mayBeShown: isBoolean,
} as const satisfies FieldType
