import { failure, FailureError } from '../../contract/failure.ts'
import { operandWords, readOperand, type Operand } from '../../contract/filter-operand.ts'
import type { RowFilter } from '../../contract/row-filter.ts'
import type { Comparison } from './comparison.ts'
import type { Parameter } from './conditions.ts'
import type { TargetColumn } from './target-column.ts'

/**
 * The condition of a filter. Texts are compared as people see them. Throws `FailureError` with `filter-unfit` if the
 * operand is not a value of the column's order.
 */
export const rowCondition = (filter: RowFilter, column: TargetColumn, parameter: Parameter): string => {
  const shown = column.text(column.quoted)
  switch (filter.how) {
    case 'empty':
      return `coalesce(${shown}, '') = ''`
    case 'not-empty':
      return `coalesce(${shown}, '') <> ''`
    case 'contains':
      return `strpos(lower(${shown}), lower(${parameter(filter.text)}::text)) > 0`
    case 'begins':
      return `strpos(lower(${shown}), lower(${parameter(filter.text)}::text)) = 1`
    case 'is':
      return isEqual(filter.text, column, parameter)
    case 'is-not':
      return `(${isEqual(filter.text, column, parameter)}) is not true`
    case 'one-of':
      return `(${filter.texts.map((text) => isEqual(text, column, parameter)).join(' or ')})`
    case 'before':
      return ordered(column, parameter, (key, of) => `${key} < ${of(filter.text).first()}`)
    case 'after':
      return ordered(column, parameter, (key, of) => `${key} > ${of(filter.text).last()}`)
    case 'at-least':
      return ordered(column, parameter, (key, of) => `${key} >= ${of(filter.text).first()}`)
    case 'at-most':
      return ordered(column, parameter, (key, of) => `${key} <= ${of(filter.text).last()}`)
    case 'between':
      return ordered(column, parameter, (key, of) => {
        const [from, to] = [of(filter.from), of(filter.to)]
        return `(${within(key, from.first(), to.last())} or ${within(key, to.first(), from.last())})`
      })
  }
}

/** Compares by value if the column has an order, else by text; versions always by text, as 6.02 is not 6.2. */
const isEqual = (text: string, column: TargetColumn, parameter: Parameter): string => {
  const { comparedAs, comparison, quoted } = column
  const shown = column.text(quoted)
  if (comparedAs === 'any-case') return `lower(${shown}) = lower(${parameter(text)}::text)`
  const operand = comparedAs === 'version' ? null : readOperand(comparedAs, text)
  if (operand === null || comparison === null) return `(${shown}) = ${parameter(text)}::text`
  const { first, last } = expressionsOf(operand, comparison, parameter)
  return within(comparison.ofColumn(quoted), first(), last())
}

/** Not `between`, whose ends cannot have a collation. */
const within = (key: string, least: string, most: string): string =>
  `(${key} >= ${least} and ${key} <= ${most})`

/** The ends of an operand as expressions of the statement. Each call takes a parameter: one that is not used has no type. */
interface Ends {
  readonly first: () => string
  readonly last: () => string
}

const expressionsOf = ({ first, last }: Operand, comparison: Comparison, parameter: Parameter): Ends => ({
  first: () => comparison.ofText(parameter(first)),
  last: () => comparison.ofText(parameter(last)),
})

/** @param make gets the column's key, and a function that turns a filter's text into expressions */
const ordered = (
  column: TargetColumn,
  parameter: Parameter,
  make: (key: string, of: (text: string) => Ends) => string,
): string => {
  const { comparison, comparedAs, quoted, name } = column
  const unfit = () =>
    new FailureError(failure('filter-unfit', { column: name, what: operandWords[comparedAs] }))
  if (comparison === null) throw unfit()
  return make(comparison.ofColumn(quoted), (text) => {
    const operand = readOperand(comparedAs, text)
    if (operand === null) throw unfit()
    return expressionsOf(operand, comparison, parameter)
  })
}
