import { Button } from '@mantine/core'
import { IconClockPause } from '@tabler/icons-react'
import { lackSentence, lackWords } from '../state/lack-words.ts'
import { formatClock, formatExactTime } from '../format/time.ts'
import type { Lack } from '../state/answer.ts'
import { useNow } from '../state/use-now.ts'
import classes from './known.module.css'
import { Sentence } from './sender-text.tsx'

interface Props {
  /** The time of the numbers, in milliseconds since 1970. */
  readonly at: number
  readonly lack: Lack
  readonly onRetry?: (() => void) | undefined
}

/** Says above old numbers how old they are, and why there are no newer ones. */
export const AsOf = ({ at, lack, onRetry }: Props) => {
  const now = useNow()
  const sentence = lackSentence(lack)
  return (
    <div className={classes.line} role="note" data-testid="as-of">
      <IconClockPause size={14} stroke={1.75} aria-hidden />
      <span>
        As of <time title={formatExactTime(at)}>{formatClock(at, now)}</time>: {lackWords(lack)}.
        {sentence !== null && (
          <>
            {' '}
            <Sentence text={sentence} />
          </>
        )}
      </span>
      {lack.why === 'error' && onRetry !== undefined && (
        <Button variant="subtle" size="compact-xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
