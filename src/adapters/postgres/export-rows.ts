import type { ExportSubject } from '../../contract/exports.ts'
import type { LoginRow } from '../../contract/rows.ts'
import { where } from './conditions.ts'
import { readAsOfNow, type OneConnection } from './export-cursor.ts'
import { filterConditions } from './row-filter.ts'
import { rowSortKeys } from './row-sort-keys.ts'
import type { RowTable } from './row-table.ts'
import { rowColumns } from './rows.ts'

type RowSubject = Extract<ExportSubject, { readonly what: 'rows' }>

/**
 * Every row that the filters let through, in the order in which `listRows` pages through them. Throws `PortError`.
 *
 * @param on one connection, and the same one for every statement
 */
export const readRows = (
  on: OneConnection & Pick<RowTable, 'table'>,
  { sort, filters }: RowSubject,
): AsyncIterable<readonly LoginRow[]> => {
  const values: unknown[] = []
  const conditions = filterConditions(filters, (value) => `$${values.push(value)}`)
  const direction = sort.descending ? 'desc' : 'asc'
  return readAsOfNow<LoginRow>(on, {
    text: `select ${rowColumns} from ${on.table} ${where(conditions)}
           order by ${rowSortKeys[sort.column](sort.column)} ${direction}, login_id ${direction}`,
    values,
  })
}
