import { Kbd } from '@mantine/core'
import { formatKeys } from '../format/keys.ts'
import { gridKeys, mendKeys, messageKeys, type ListKey } from '../format/list-keys.ts'
import { Dialog } from '../ui/dialog.tsx'
import classes from './shortcut-sheet.module.css'
import type { Action } from './use-actions.ts'

interface Props {
  readonly actions: readonly Action[]
  readonly opened: boolean
  readonly onClose: () => void
}

/** Keys that are not actions of the window. */
const others = [
  { label: 'Command palette', keys: 'mod+K' },
  { label: 'Find in the view', keys: 'mod+F' },
  { label: 'To the next part of the window', keys: 'F6' },
  { label: 'Close what was opened last', keys: 'Esc' },
]

/** All shortcuts on one sheet. */
export const ShortcutSheet = ({ actions, opened, onClose }: Props) => {
  const all = [
    ...actions.flatMap(({ label, keys }) => (keys === undefined ? [] : [{ label, keys }])),
    ...others,
  ]
  return (
    <Dialog opened={opened} onClose={onClose} title="Keyboard shortcuts" size={440}>
      <Lines lines={all} />
      <h3 className={classes.part}>In Rows</h3>
      <Lines lines={gridKeys} />
      <h3 className={classes.part}>In the list of Rejected</h3>
      <Lines lines={messageKeys} />
      <h3 className={classes.part}>Where a message is mended</h3>
      <Lines lines={mendKeys} />
    </Dialog>
  )
}

const Lines = ({ lines }: { readonly lines: readonly ListKey[] }) => (
  <dl className={classes.list}>
    {lines.map(({ label, keys }) => (
      <div key={label} className={classes.line}>
        <dt>{label}</dt>
        <dd>
          <Kbd>{formatKeys(keys)}</Kbd>
        </dd>
      </div>
    ))}
  </dl>
)
