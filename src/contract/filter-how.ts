/**
 * How a column can be compared. Texts are compared exactly, except when searching for a part: `contains` and `begins`
 * ignore case.
 */
export const filterHows = [
  'contains',
  'begins',
  'is',
  'is-not',
  'one-of',
  'before',
  'after',
  'at-least',
  'at-most',
  'between',
  'empty',
  'not-empty',
] as const

export type FilterHow = (typeof filterHows)[number]

/**
 * What two values of a column are compared as: texts by their characters, or by their letters whatever the case;
 * numbers, days and moments by their value; versions part by part, where a part that is missing is 0.
 */
export type ComparedAs = 'text' | 'any-case' | 'number' | 'day' | 'moment' | 'version'

/** The comparisons for each kind of column; the first is the default. */
export const textFilters: readonly FilterHow[] = [
  'contains',
  'begins',
  'is',
  'is-not',
  'one-of',
  'empty',
  'not-empty',
]

export const numberFilters: readonly FilterHow[] = [
  'is',
  'is-not',
  'at-least',
  'at-most',
  'between',
  'one-of',
  'contains',
  'empty',
  'not-empty',
]

export const timeFilters: readonly FilterHow[] = [
  'contains',
  'is',
  'is-not',
  'before',
  'after',
  'between',
  'one-of',
  'empty',
  'not-empty',
]

export const versionFilters: readonly FilterHow[] = [
  'contains',
  'begins',
  'is',
  'is-not',
  'at-least',
  'at-most',
  'between',
  'one-of',
  'empty',
  'not-empty',
]

export const booleanFilters: readonly FilterHow[] = ['is', 'is-not', 'empty', 'not-empty']

export const jsonFilters: readonly FilterHow[] = ['contains', 'empty', 'not-empty']
