import type { LoginColumn, RowFilter } from '../../contract/rows.ts'
import type { Parameter } from './conditions.ts'
import { dayText } from './time-text.ts'

/** Conditions for SQL; their values go through `parameter`, which answers the place that stands for them. */
export const filterConditions = (filters: readonly RowFilter[], parameter: Parameter): string[] =>
  filters.map((filter) => {
    const column = textOf(filter.column, filter.column)
    switch (filter.how) {
      case 'empty':
        return `coalesce(${column}, '') = ''`
      case 'is':
        return `(${column}) = ${parameter(filter.text)}`
      case 'contains':
        return `strpos(lower(${column}), lower(${parameter(filter.text)}::text)) > 0`
    }
  })

/** A value of a column as the text that people see, and that filters and summaries compare. */
export const textOf = (column: LoginColumn, expression: string): string =>
  column === 'create_date' ? dayText(expression) : `${expression}::text`
