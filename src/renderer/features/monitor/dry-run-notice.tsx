import { CloseButton, Loader } from '@mantine/core'
import { IconAlertTriangle, IconEye } from '@tabler/icons-react'
import { nameOfReason } from '../../../contract/reason.ts'
import type { Forecast } from '../../../contract/runs.ts'
import { formatCount, formatCountOf } from '../../format/number.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from '../../ui/notice.module.css'
import { useDryRun } from './use-dry-run.ts'

/** What a dry run is doing, or what it found. */
export const DryRunNotice = () => {
  const { looking, forecast, failure, dismiss } = useDryRun()
  if (looking) {
    return (
      <div className={classes.notice} role="status">
        <Loader size={18} color="var(--accent)" className={classes.icon} />
        <p className={classes.words}>Looking at what waits. Nothing is loaded, and everything goes back.</p>
      </div>
    )
  }
  if (failure !== null) return <FailureNotice failure={failure} />
  if (forecast === null) return null
  return (
    <div className={classes.notice} role="status" data-testid="forecast">
      <IconEye className={classes.icon} size={18} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        <p className={classes.sentence}>{headline(forecast)}</p>
        {forecast.reasons.length > 0 && <p>Rejected for: {reasonWords(forecast)}.</p>}
        <p>
          All of them are back on the queue; each has been received once more.
          {!forecast.sawAll && ' More may wait than were looked at.'}
        </p>
        {forecast.atRisk > 0 && (
          <p>
            <IconAlertTriangle size={14} aria-hidden /> {atRiskWords(forecast.atRisk)}
          </p>
        )}
      </div>
      <CloseButton className={classes.close} aria-label="Close the forecast" size="sm" onClick={dismiss} />
    </div>
  )
}

const headline = ({ looked, loaded, duplicates, rejected }: Forecast): string =>
  looked === 0
    ? 'Dry run: nothing waits.'
    : `Of ${formatCountOf(looked, 'message')} a run would load ${formatCount(loaded)}, ` +
      `reject ${formatCount(rejected)} and find ${formatCountOf(duplicates, 'duplicate')}.`

const reasonWords = ({ reasons }: Forecast): string =>
  reasons.map(({ code, count }) => `${nameOfReason(code)} (${formatCount(count)})`).join(', ')

const atRiskWords = (count: number): string =>
  `${formatCountOf(count, 'message')} will go to the dead-letter queue when received again, so the dry run looked no further.`
