import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { formatCount } from '../../contract/amount.ts'
import classes from './pager.module.css'

interface Props {
  /** The number of the first item shown, from 0. */
  readonly from: number
  /** How many items are shown. */
  readonly shown: number
  /** How many there are; null while they are counted. */
  readonly total: number | null
  /** The items' name, if they do not show it themselves. */
  readonly of?: string
  readonly onPrevious: (() => void) | null
  readonly onNext: (() => void) | null
}

/** Which items are shown, and the buttons to those before and after. */
export const Pager = ({ from, shown, total, of, onPrevious, onNext }: Props) => (
  <div className={classes.pager} role="group" aria-label="Pages">
    <span className={classes.range} data-testid="page-range">
      {shown === 0 ? '0' : `${formatCount(from + 1)}–${formatCount(from + shown)}`}
      {total !== null && ` of ${formatCount(Math.max(total, from + shown))}`}
      {of !== undefined && ` ${of}`}
    </span>
    <Step label="Previous page" Icon={IconChevronLeft} onClick={onPrevious} />
    <Step label="Next page" Icon={IconChevronRight} onClick={onNext} />
  </div>
)

interface StepProps {
  readonly label: string
  readonly Icon: typeof IconChevronLeft
  readonly onClick: (() => void) | null
}

const Step = ({ label, Icon, onClick }: StepProps) => (
  <Tooltip label={label} disabled={onClick === null}>
    <ActionIcon aria-label={label} disabled={onClick === null} onClick={() => onClick?.()}>
      <Icon size={16} stroke={1.75} aria-hidden />
    </ActionIcon>
  </Tooltip>
)
