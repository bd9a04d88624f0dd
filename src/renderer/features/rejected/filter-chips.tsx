import { ActionIcon, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { visible } from '../../../contract/visible.ts'
import { viewHref } from '../../state/use-view.ts'
import { SenderText } from '../../ui/sender-text.tsx'
import classes from './filter-bar.module.css'
import type { Chosen } from './rejected-filters.ts'

interface Props {
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
  /** The run from the address, if any. */
  readonly runId: string | null
}

/** The active filters without a field in the bar, each with a way to remove it. */
export const FilterChips = ({ chosen, onChoose, runId }: Props) => (
  <>
    {chosen.tag !== null && (
      <Chip what="Tag" name={chosen.tag} off="Any tag" onOff={() => onChoose({ ...chosen, tag: null })} />
    )}
    {chosen.path !== null && (
      <Chip what="At" name={chosen.path} off="Any place" onOff={() => onChoose({ ...chosen, path: null })} />
    )}
    {chosen.definition !== null && (
      <Chip
        what="By"
        name={chosen.definition}
        off="Any definition"
        onOff={() => onChoose({ ...chosen, definition: null })}
      />
    )}
    {runId !== null && (
      <span className={classes.chip}>
        <span>Run {runId.slice(0, 8)}</span>
        <Tooltip label="Show all runs">
          <ActionIcon component="a" size={20} aria-label="Show all runs" href={viewHref('rejected')}>
            {cross}
          </ActionIcon>
        </Tooltip>
      </span>
    )}
  </>
)

interface ChipProps {
  readonly what: string
  readonly name: string
  readonly off: string
  readonly onOff: () => void
}

const Chip = ({ what, name, off, onOff }: ChipProps): ReactNode => (
  <span className={classes.chip}>
    <span title={`${what} ${visible(name)}`}>
      {what} <SenderText text={name} />
    </span>
    <Tooltip label={off}>
      <ActionIcon size={20} aria-label={off} onClick={onOff}>
        {cross}
      </ActionIcon>
    </Tooltip>
  </span>
)

const cross = <IconX size={13} stroke={1.75} aria-hidden />
