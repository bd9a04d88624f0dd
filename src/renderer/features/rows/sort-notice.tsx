import { Button, Loader } from '@mantine/core'
import classes from './sort-notice.module.css'
import type { RowIndexControl } from './use-row-indexes.ts'
import { SenderText } from '../../ui/sender-text.tsx'

interface Props {
  /** The column sorted by without an index. */
  readonly column: string
  /** How many rows there are, in words, as below the rows. */
  readonly count: string | null
  readonly control: RowIndexControl
}

/** Says why sorting takes long, and offers to make it fast. */
export const SortNotice = ({ column, count, control: { making, make, cancel } }: Props) => (
  <div className={classes.notice} role="note">
    {making === null ? (
      <>
        <span>
          No index helps to sort by <SenderText text={column} />, so the database sorts {count ?? 'all'} rows
          for each look. An index takes room on the disk and slows loading down a little. You can remove it
          under Columns.
        </span>
        <Button variant="default" size="compact-xs" onClick={() => make(column)}>
          Make an index
        </Button>
      </>
    ) : (
      <>
        <Loader size={14} color="var(--accent)" aria-hidden />
        <span>
          Making an index for <SenderText text={making} />. Loading goes on meanwhile.
        </span>
        <Button variant="default" size="compact-xs" onClick={cancel}>
          Cancel
        </Button>
      </>
    )}
  </div>
)
