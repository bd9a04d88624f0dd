import { Button } from '@mantine/core'
import { describePreview } from '../../../contract/repair-words.ts'
import { formatCount } from '../../../contract/amount.ts'
import { failureOf } from '../../state/commands.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from './rules-panel.module.css'
import type { Previewed, Previewing } from './use-rules.ts'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

interface Props {
  readonly previewing: Previewing
  /** Null where the rule was changed since. */
  readonly found: Previewed | null
}

/** What the rule would do, by the judge of a run; how far the look at it is, or why there is none. */
export const PreviewPart = ({ previewing: { isLooking, progress, cancel, error }, found }: Props) => {
  if (isLooking)
    return (
      <div className={classes.lookLine}>
        <p role="status">Checking what it would do…</p>
        {/* Not read aloud: it changes several times a second. */}
        <span className={classes.quiet} aria-hidden>
          {progress !== null && `${formatCount(progress.looked)} of ${formatCount(progress.of)} looked at`}
        </span>
        <Button size="compact-xs" variant="default" onClick={cancel}>
          Cancel
        </Button>
      </div>
    )
  const failure = error === null ? null : failureOf(error)
  if (failure !== null && failure.code !== 'cancelled') return <FailureNotice failure={failure} />
  if (found === null) return null
  const [first, ...others] = describePreview(found, isolated)
  return (
    <div className={classes.preview} role="status" data-testid="preview">
      <p className={classes.sum}>
        <Sentence text={first ?? ''} />
      </p>
      {others.map((line) => (
        <p key={line} className={line.startsWith(' ') ? classes.reason : undefined}>
          <Sentence text={line.trim()} />
        </p>
      ))}
    </div>
  )
}
