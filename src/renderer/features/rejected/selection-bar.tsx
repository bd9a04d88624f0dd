import { Button } from '@mantine/core'
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react'
import { formatCount, formatCountOf } from '../../format/number.ts'
import classes from './selection-bar.module.css'
import type { StateAction } from './use-state-change.ts'

interface Props {
  readonly state: 'kept' | 'discarded' | 'all'
  /** How many the filter lets through. */
  readonly total: number
  /** Whether they are fewer than all, so that they may be acted on together. */
  readonly narrowed: boolean
  readonly picked: number
  readonly allPicked: boolean
  readonly onPickAll: () => void
  readonly busy: boolean
  readonly onAct: (action: StateAction, what: 'picked' | 'all') => void
}

const looks = {
  discard: { label: 'Discard', Icon: IconTrash, states: ['kept', 'all'] },
  restore: { label: 'Restore', Icon: IconArrowBackUp, states: ['discarded', 'all'] },
} as const

/** Above the list: ticks the page, says how many are meant, and acts on them. */
export const SelectionBar = (props: Props) => {
  const { state, total, narrowed, picked, allPicked } = props
  const actions = (['discard', 'restore'] as const).filter((action) =>
    looks[action].states.some((name) => name === state),
  )
  return (
    <div className={classes.bar}>
      <input
        type="checkbox"
        aria-label="Select this page"
        disabled={total === 0}
        checked={allPicked}
        ref={(box) => {
          if (box !== null) box.indeterminate = picked > 0 && !allPicked
        }}
        onChange={props.onPickAll}
      />
      <span className={classes.words} aria-live="polite">
        {picked > 0 ? `${formatCount(picked)} selected` : formatCountOf(total, 'message')}
      </span>
      {(picked > 0 || (narrowed && total > 0)) &&
        actions.map((action) => {
          const { label, Icon } = looks[action]
          return (
            <Button
              key={action}
              size="compact-xs"
              variant="default"
              disabled={props.busy}
              leftSection={<Icon size={14} stroke={1.75} aria-hidden />}
              onClick={() => props.onAct(action, picked > 0 ? 'picked' : 'all')}
            >
              {picked > 0 ? label : `${label} all ${formatCount(total)}`}
            </Button>
          )
        })}
    </div>
  )
}
