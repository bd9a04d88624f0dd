import { Kbd, Modal } from '@mantine/core'
import { formatKeys } from '../format/keys.ts'
import classes from './shortcut-sheet.module.css'
import type { Action } from './use-actions.ts'

interface Props {
  readonly actions: readonly Action[]
  readonly opened: boolean
  readonly onClose: () => void
}

/** What is not an action of the window but a key all the same. */
const others = [
  { label: 'Command palette', keys: 'mod+K' },
  { label: 'Close what is open', keys: 'Esc' },
]

/** All shortcuts on one sheet. */
export const ShortcutSheet = ({ actions, opened, onClose }: Props) => {
  const all = [
    ...actions.flatMap(({ label, keys }) => (keys === undefined ? [] : [{ label, keys }])),
    ...others,
  ]
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard shortcuts"
      centered
      lockScroll={false}
      size={440}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ content: classes.content, header: classes.header, title: classes.title }}
    >
      <dl className={classes.list}>
        {all.map(({ label, keys }) => (
          <div key={keys} className={classes.line}>
            <dt>{label}</dt>
            <dd>
              <Kbd>{formatKeys(keys)}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
