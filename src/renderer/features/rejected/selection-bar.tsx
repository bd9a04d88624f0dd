import { Button } from '@mantine/core'
import { IconArrowBackUp, IconRefresh, IconTool, IconTrash } from '@tabler/icons-react'
import type { RejectedMark } from '../../../contract/finding.ts'
import type { RejectedFilter } from '../../../contract/rejected.ts'
import { formatCount, formatCountOf } from '../../../contract/amount.ts'
import { MarkMenu } from './mark-menu.tsx'
import { MoreMenu } from './more-menu.tsx'
import classes from './selection-bar.module.css'
import type { StateAction } from './use-state-change.ts'

interface Props {
  readonly state: RejectedFilter['state']
  /** How many messages match the filter. */
  readonly total: number
  /** Whether a filter narrows the list, so that all of it can be acted on at once. */
  readonly narrowed: boolean
  readonly picked: number
  readonly allPicked: boolean
  readonly onPickAll: () => void
  readonly busy: boolean
  readonly onAct: (action: StateAction, what: 'picked' | 'all') => void
  /** Shows messages that came or went meanwhile; null if there are none. */
  readonly onRefresh: (() => void) | null
  readonly onMark: (mark: RejectedMark, what: 'picked' | 'all') => void
  /** Opens the rules for the picked messages, or for all; null if there is nothing to mend. */
  readonly onMend: (() => void) | null
  /** Asks how to send back the picked messages, or all of a narrowed list; null if nothing can go back. */
  readonly onSendBack: (() => void) | null
  /** Asks before the texts of the same messages are erased; null if none is left. */
  readonly onErase: (() => void) | null
}

const looks = {
  // Harmless for all at once: what is still malformed stays as it is.
  retry: {
    label: 'Try again',
    labelForAll: (count) => `Try all ${count} again`,
    Icon: IconRefresh,
    states: ['kept', 'all'],
    forAll: 'always',
  },
  discard: {
    label: 'Discard',
    labelForAll: (count) => `Discard all ${count}`,
    Icon: IconTrash,
    states: ['kept', 'all'],
    forAll: 'narrowed',
  },
  restore: {
    label: 'Restore',
    labelForAll: (count) => `Restore all ${count}`,
    Icon: IconArrowBackUp,
    states: ['discarded', 'all'],
    forAll: 'narrowed',
  },
} as const satisfies Record<StateAction, Look>

interface Look {
  readonly label: string
  readonly labelForAll: (count: string) => string
  readonly Icon: typeof IconTrash
  /** The lists in which it applies. */
  readonly states: readonly RejectedFilter['state'][]
  /** Whether it can be done to the whole list, or only to a narrowed one. */
  readonly forAll: 'always' | 'narrowed'
}

/** Above the list: ticks all of it, says how many messages are meant, and acts on them. */
export const SelectionBar = (props: Props) => {
  const { total, narrowed, picked, allPicked } = props
  /** All of one message is just that message. */
  const isPlain = picked > 0 || total === 1
  const mayAct = picked > 0 || (narrowed && total > 0)
  return (
    <div className={classes.bar}>
      <input
        type="checkbox"
        aria-label="Select all"
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
      {props.onRefresh !== null && (
        <Button size="compact-xs" variant="subtle" onClick={props.onRefresh}>
          Show newer
        </Button>
      )}
      {props.onMend !== null && total > 0 && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={props.busy}
          leftSection={<IconTool size={14} stroke={1.75} aria-hidden />}
          onClick={props.onMend}
        >
          {picked > 0 ? 'Mend…' : 'Mend the group…'}
        </Button>
      )}
      {mayAct && (
        <MarkMenu
          label={isPlain ? 'Tag…' : `Tag all ${formatCount(total)}…`}
          busy={props.busy}
          onMark={(mark) => props.onMark(mark, picked > 0 ? 'picked' : 'all')}
        />
      )}
      <StateButtons {...props} isPlain={isPlain} />
      {mayAct && (props.onSendBack ?? props.onErase) !== null && (
        <MoreMenu
          all={isPlain ? null : total}
          busy={props.busy}
          onSendBack={props.onSendBack}
          onErase={props.onErase}
        />
      )}
    </div>
  )
}

/** The actions that fit the state of the listed messages. */
const StateButtons = ({
  state,
  total,
  narrowed,
  picked,
  busy,
  onAct,
  isPlain,
}: Props & { readonly isPlain: boolean }) =>
  (['retry', 'discard', 'restore'] as const)
    .filter(
      (action) =>
        looks[action].states.some((name) => name === state) &&
        (picked > 0 || (total > 0 && (narrowed || looks[action].forAll === 'always'))),
    )
    .map((action) => {
      const { label, labelForAll, Icon } = looks[action]
      return (
        <Button
          key={action}
          size="compact-xs"
          variant="default"
          disabled={busy}
          leftSection={<Icon size={14} stroke={1.75} aria-hidden />}
          onClick={() => onAct(action, picked > 0 ? 'picked' : 'all')}
        >
          {isPlain ? label : labelForAll(formatCount(total))}
        </Button>
      )
    })
