import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CommandInput } from '../../../contract/monitor.ts'
import type { RowCursor, RowFilter } from '../../../contract/rows.ts'
import { unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'

export const rowPageSize = 50

export type RowSort = NonNullable<CommandInput<'listRows'>['sort']>

/** What the database is asked for when nobody chose an order: the newest first. */
export const newestFirst: RowSort = { column: 'login_id', descending: true }

interface Asked {
  readonly sort: RowSort
  readonly filters: readonly RowFilter[]
  readonly after: RowCursor | null
}

/** One page of rows, sorted and filtered by the database. */
export const useRowPage = ({ sort, filters, after }: Asked, enabled: boolean) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['rows', 'page', sort, filters, after],
    queryFn: async () =>
      unwrap(await client.send('listRows', { sort, filters: [...filters], after, limit: rowPageSize })),
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** How many rows the filters let through; asked apart, since counting can take longer than the page. */
export const useRowCount = (filters: readonly RowFilter[], enabled: boolean) => {
  const { client } = useMonitorContext()
  return useQuery({
    queryKey: ['rows', 'count', filters],
    queryFn: async () => unwrap(await client.send('countRows', { filters: [...filters] })),
    placeholderData: keepPreviousData,
    enabled,
  })
}
