import type { StageView } from '../../../contract/rules.ts'
import { formatCount } from '../../../contract/amount.ts'
import classes from './stage-picture.module.css'

/** The stages of a replay in order: how many messages each sends, and how many of them were rejected again. */
export const StagePicture = ({ stages }: { readonly stages: readonly StageView[] }) => (
  <ol className={classes.stages} aria-label="Stages">
    {stages.map(({ stage, size, sent, failed }) => (
      <li key={stage} className={classes.stage} aria-label={wordsOf(stage, size, sent, failed)}>
        <span className={classes.size} aria-hidden>
          {formatCount(size)}
        </span>
        <span className={classes.bar} aria-hidden>
          <span className={classes.passed} style={{ width: share(sent - failed, size) }} />
          <span className={classes.failed} style={{ width: share(failed, size) }} />
        </span>
        <span className={classes.sent} aria-hidden>
          {formatCount(sent)} sent{failed > 0 && `, ${formatCount(failed)} rejected again`}
        </span>
      </li>
    ))}
  </ol>
)

const wordsOf = (stage: number, size: number, sent: number, failed: number): string =>
  `Stage ${stage}, of up to ${formatCount(size)}: ${formatCount(sent)} sent, ${formatCount(failed)} rejected again`

const share = (part: number, whole: number): string => `${(part / whole) * 100}%`
