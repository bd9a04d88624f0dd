import { Button, Loader } from '@mantine/core'
import { visible } from '../../../contract/visible.ts'
import { formatCount } from '../../format/number.ts'
import classes from './sort-notice.module.css'
import type { RowIndexControl } from './use-row-indexes.ts'

interface Props {
  /** The column that is sorted by without an index. */
  readonly column: string
  readonly control: RowIndexControl
}

/** Says why sorting takes long, and offers to make it fast. */
export const SortNotice = ({ column, control: { indexes, making, make, cancel } }: Props) => (
  <div className={classes.notice} role="note">
    {making === null ? (
      <>
        <span>
          No index helps to sort by {visible(column)}, so all {formatCount(indexes?.estimatedRows ?? 0)} rows
          are sorted for each look. An index takes room on the disk and slows loading down a little; it is
          removed under Columns.
        </span>
        <Button variant="default" size="compact-xs" onClick={() => make(column)}>
          Make an index
        </Button>
      </>
    ) : (
      <>
        <Loader size={14} color="var(--accent)" aria-hidden />
        <span>Making an index for {visible(making)}. Loading goes on meanwhile.</span>
        <Button variant="default" size="compact-xs" onClick={cancel}>
          Cancel
        </Button>
      </>
    )}
  </div>
)
