import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RowFilter } from '../../../contract/row-filter.ts'
import type { RowSummary } from '../../../contract/rows.ts'
import { formatCount } from '../../../contract/amount.ts'
import { failureOf, unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { SenderText } from '../../ui/sender-text.tsx'
import type { RowColumn } from './row-columns.ts'
import classes from './summary-panel.module.css'

interface Props {
  /** The columns whose values are counted. */
  readonly columns: readonly RowColumn[]
  readonly filters: readonly RowFilter[]
  /** The run whose rows are shown; null for all. */
  readonly run: string | null
  /** Shows only the rows with this value: null for rows without one, undefined for any value. */
  readonly onPick: (column: RowColumn, value: string | null | undefined) => void
  readonly onClose: () => void
}

/** Whether a column's filter lets only this value through. */
const isPicked = (filters: readonly RowFilter[], { name }: RowColumn, value: string | null): boolean => {
  const filter = filters.find(({ column }) => column === name)
  return value === null || value === ''
    ? filter?.how === 'empty'
    : filter?.how === 'is' && filter.text === value
}

/**
 * What the filtered rows have in common. A bar is a filter, and a second press removes it; the other values of its
 * column stay visible.
 */
export const SummaryPanel = ({ columns, filters, run, onPick, onClose }: Props) => (
  <SidePanel label="Summary" onClose={onClose}>
    <h2>Summary</h2>
    {columns.length === 0 && <p className={classes.quiet}>No column of this event is counted.</p>}
    {columns.map((column) => (
      <Bars
        key={column.name}
        column={column}
        run={run}
        filters={filters.filter((filter) => filter.column !== column.name)}
        isPicked={(value) => isPicked(filters, column, value)}
        onPick={(value) => onPick(column, isPicked(filters, column, value) ? undefined : value)}
      />
    ))}
  </SidePanel>
)

interface BarsProps {
  readonly column: RowColumn
  readonly run: string | null
  /** The filters of the other columns. */
  readonly filters: readonly RowFilter[]
  readonly isPicked: (value: string | null) => boolean
  readonly onPick: (value: string | null) => void
}

const Bars = ({ column: { name, title }, filters, run, isPicked, onPick }: BarsProps) => {
  const { client } = useMonitorContext()
  const query = useQuery({
    queryKey: ['rows', 'summary', name, filters, run],
    queryFn: async () =>
      unwrap(
        await client.send('summarizeRows', {
          ...{ column: name, filters: [...filters] },
          ...(run === null ? {} : { run }),
        }),
      ),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={classes.group} aria-busy={query.isFetching}>
      <h3>
        <SenderText text={title} />
      </h3>
      {query.isError ? (
        <FailureNotice failure={failureOf(query.error)} />
      ) : query.data === undefined ? null : (
        <BarList summary={query.data} isPicked={isPicked} onPick={onPick} />
      )}
    </div>
  )
}

const BarList = ({
  summary: { top, others },
  isPicked,
  onPick,
}: { summary: RowSummary } & Pick<BarsProps, 'isPicked' | 'onPick'>) => {
  const most = Math.max(1, ...top.map(({ count }) => count))
  if (top.length === 0) return <p className={classes.quiet}>No rows</p>
  return (
    <ul>
      {top.map(({ value, count }) => (
        <li key={value ?? ''}>
          <button
            type="button"
            className={classes.bar}
            title={isPicked(value) ? 'Show all values' : 'Show only these'}
            aria-pressed={isPicked(value)}
            onClick={() => onPick(value)}
          >
            <span className={classes.fill} style={{ width: `${(count / most) * 100}%` }} />
            <span className={classes.name}>
              {value === null || value === '' ? 'none' : <SenderText text={value} />}
            </span>
            <span className={classes.count}>{formatCount(count)}</span>
          </button>
        </li>
      ))}
      {others > 0 && <li className={classes.others}>and {formatCount(others)} with other values</li>}
    </ul>
  )
}
