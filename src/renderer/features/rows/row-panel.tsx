import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { EventTable } from '../../../contract/event-definition.ts'
import type { RowDetails } from '../../../contract/rows.ts'
import { isolated, visible } from '../../../contract/visible.ts'
import { unwrap } from '../../state/commands.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { viewHref } from '../../state/use-view.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { MiddleText } from '../../ui/middle-text.tsx'
import { PanelQuery } from '../../ui/panel-query.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SenderText, Sentence } from '../../ui/sender-text.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { copyRows } from './copy-menu.tsx'
import classes from './row-panel.module.css'
import { valueIn, type RowColumn } from './row-columns.ts'
import { rowForms } from './row-text.ts'

interface Props {
  readonly table: EventTable
  readonly columns: readonly RowColumn[]
  /** Null if none is picked. */
  readonly id: string | null
  readonly onClose: () => void
}

/** One row: its values in full, and where it came from. */
export const RowPanel = ({ id, table, columns, onClose }: Props) => {
  const { client } = useMonitorContext()
  const query = useQuery({
    queryKey: ['rows', 'one', id],
    queryFn: async () => unwrap(await client.send('getRow', { id: id ?? '' })),
    enabled: id !== null,
  })
  return (
    <SidePanel label="Row" onClose={onClose} className={classes.panel}>
      {id === null ? (
        <p className={classes.quiet}>Pick a row to see it here.</p>
      ) : (
        <PanelQuery query={query}>
          {(details) => <Details details={details} table={table} columns={columns} />}
        </PanelQuery>
      )}
    </SidePanel>
  )
}

interface DetailsProps extends Pick<Props, 'table' | 'columns'> {
  readonly details: RowDetails
}

const Details = ({ details: { row, lineage }, table, columns }: DetailsProps) => (
  <>
    <h2>
      <SenderText text={table.rowNumber} /> {row.id}
    </h2>
    <dl className={classes.facts}>
      {columns.map((column) => (
        <Fact key={column.name} label={column.title} text={valueIn(row, column)} />
      ))}
    </dl>
    <h3>Where it came from</h3>
    {lineage === null ? (
      <p className={classes.quiet}>
        The ledger does not know this row: somebody else wrote it, or it is older than the ledger remembers.
      </p>
    ) : (
      <Lineage lineage={lineage} />
    )}
    <div className={classes.copy} role="group" aria-label="Copy this row">
      <span className={classes.quiet}>Copy as</span>
      {rowForms.map((form) => (
        <Button
          key={form}
          variant="default"
          size="compact-xs"
          onClick={() => void copyRows({ rows: [row], columns, table }, form, columns.length)}
        >
          {form}
        </Button>
      ))}
    </div>
  </>
)

const Lineage = ({ lineage }: { readonly lineage: NonNullable<RowDetails['lineage']> }) => (
  <dl className={classes.facts}>
    <Fact label="Message" text={lineage.messageId} />
    {lineage.originId !== lineage.messageId && <Fact label="Origin" text={lineage.originId} />}
    <div>
      <dt>Run</dt>
      <dd>
        <a href={viewHref('runs', { run: lineage.runId })}>{lineage.runId.slice(0, 8)}</a>
      </dd>
    </div>
    <Fact label="Mask key" text={lineage.maskKey} />
    <div>
      <dt>Sent</dt>
      <dd>
        <RelativeTime at={Date.parse(lineage.sentAt)} />
      </dd>
    </div>
    <div>
      <dt>Loaded</dt>
      <dd>
        <RelativeTime at={Date.parse(lineage.settledAt)} />
      </dd>
    </div>
    {lineage.rejections.map((rejection) => (
      <div key={rejection.id}>
        <dt>{rejection.messageId === lineage.messageId ? 'Rejected before' : 'Rejected with its origin'}</dt>
        <dd className={classes.value}>
          <MiddleText text={rejection.messageId} tail={8} />
          <RelativeTime at={Date.parse(rejection.rejectedAt)} />
          {rejection.rule !== null && <Sentence text={`mended by the rule ${isolated(rejection.rule)}`} />}
        </dd>
      </div>
    ))}
  </dl>
)

const Fact = ({ label, text }: { readonly label: string; readonly text: string | null }) => (
  <div>
    <dt>
      <SenderText text={label} />
    </dt>
    <dd className={classes.value}>
      {text === null ? (
        <span className={classes.quiet}>–</span>
      ) : (
        <>
          <span className={classes.whole}>{visible(text)}</span>
          <CopyButton text={text} label={`Copy ${label}`} />
        </>
      )}
    </dd>
  </div>
)
