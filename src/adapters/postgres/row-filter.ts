import type { LoginColumn, RowFilter } from '../../contract/rows.ts'
import type { Parameter } from './conditions.ts'

/** Conditions for SQL; their values go through `parameter`, which answers the place that stands for them. */
export const filterConditions = (filters: readonly RowFilter[], parameter: Parameter): string[] =>
  filters.map((filter) => {
    const column = filterText(filter.column)
    switch (filter.how) {
      case 'empty':
        return `(${column} is null or ${column} = '')`
      case 'is':
        return `${column} = ${parameter(filter.text)}`
      case 'contains':
        return `strpos(lower(${column}), lower(${parameter(filter.text)}::text)) > 0`
    }
  })

/** A column as the text that filters and summaries compare. */
export const filterText = (column: LoginColumn): string =>
  column === 'create_date' ? `to_char(create_date, 'YYYY-MM-DD')` : `${column}::text`
