import { CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconEye } from '@tabler/icons-react'
import { describeFindings, describeForecast, describeRisk } from '../../../contract/forecast-words.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Sentence } from '../../ui/sender-text.tsx'
import classes from '../../ui/notice.module.css'
import { useDryRun } from './use-dry-run.ts'
import { isolated } from '../../../contract/visible.ts'

/** The last dry run's result. */
export const DryRunNotice = () => {
  const { looking, forecast, failure, dismiss } = useDryRun()
  // The Monitor's own sentence says that one is running.
  if (looking) return null
  if (failure !== null) return <FailureNotice failure={failure} />
  if (forecast === null) return null
  const risk = describeRisk(forecast)
  return (
    <div className={classes.notice} role="status" data-testid="forecast">
      <IconEye className={classes.icon} size={18} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        <p className={classes.sentence}>{describeForecast(forecast)}</p>
        {describeFindings(forecast, isolated).map((line) => (
          <p key={line}>
            <Sentence text={line} />
          </p>
        ))}
        {risk !== null && (
          <p>
            <IconAlertTriangle size={14} aria-hidden /> {risk}
          </p>
        )}
      </div>
      <CloseButton className={classes.close} aria-label="Close the forecast" size="sm" onClick={dismiss} />
    </div>
  )
}
