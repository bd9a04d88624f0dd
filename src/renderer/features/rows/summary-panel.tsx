import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RowFilter, RowSummary } from '../../../contract/rows.ts'
import { formatCount } from '../../format/number.ts'
import { failureOf, unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { SenderText } from '../../ui/sender-text.tsx'
import type { RowColumn } from './row-columns.ts'
import classes from './summary-panel.module.css'

interface Props {
  /** Those whose values are counted. */
  readonly columns: readonly RowColumn[]
  readonly filters: readonly RowFilter[]
  /** Shows only the rows with this value; null stands for none. */
  readonly onPick: (column: RowColumn, value: string | null) => void
  readonly onClose: () => void
}

/** What the rows that the filters let through have in common. A bar is a filter. */
export const SummaryPanel = ({ columns, filters, onPick, onClose }: Props) => (
  <SidePanel label="Summary" onClose={onClose}>
    <h2>Summary</h2>
    {columns.length === 0 && <p className={classes.quiet}>No column of this event is counted.</p>}
    {columns.map((column) => (
      <Bars key={column.name} column={column} filters={filters} onPick={(value) => onPick(column, value)} />
    ))}
  </SidePanel>
)

interface BarsProps {
  readonly column: RowColumn
  readonly filters: readonly RowFilter[]
  readonly onPick: (value: string | null) => void
}

const Bars = ({ column: { name, title }, filters, onPick }: BarsProps) => {
  const { client } = useMonitorContext()
  const query = useQuery({
    queryKey: ['rows', 'summary', name, filters],
    queryFn: async () => unwrap(await client.send('summarizeRows', { column: name, filters: [...filters] })),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={classes.group} aria-busy={query.isFetching}>
      <h3>{title}</h3>
      {query.isError ? (
        <FailureNotice failure={failureOf(query.error)} />
      ) : query.data === undefined ? null : (
        <BarList summary={query.data} onPick={onPick} />
      )}
    </div>
  )
}

const BarList = ({
  summary: { top, others },
  onPick,
}: { summary: RowSummary } & Pick<BarsProps, 'onPick'>) => {
  const most = Math.max(1, ...top.map(({ count }) => count))
  if (top.length === 0) return <p className={classes.quiet}>No rows</p>
  return (
    <ul>
      {top.map(({ value, count }) => (
        <li key={value ?? ''}>
          <button type="button" className={classes.bar} title="Show only these" onClick={() => onPick(value)}>
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
