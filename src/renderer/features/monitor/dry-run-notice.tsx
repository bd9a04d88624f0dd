import { CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconEye } from '@tabler/icons-react'
import { nameOfReason } from '../../../contract/reason.ts'
import { describeCut, describeIgnored } from '../../../contract/run-notes.ts'
import type { Forecast } from '../../../contract/runs.ts'
import { formatCount, formatCountOf } from '../../../contract/amount.ts'
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
  const ignored = describeIgnored(forecast.notes, isolated)
  return (
    <div className={classes.notice} role="status" data-testid="forecast">
      <IconEye className={classes.icon} size={18} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        <p className={classes.sentence}>{headline(forecast)}</p>
        {forecast.reasons.length > 0 && <p>{reasonWords(forecast)}</p>}
        {ignored !== null && (
          <p>
            <Sentence text={ignored} />
          </p>
        )}
        {forecast.notes.cut.map(({ field }) => (
          <p key={field}>
            <Sentence text={describeCut(field, isolated)} />
          </p>
        ))}
        {forecast.looked > 0 && (
          <p>
            {forecast.looked === 1 ? 'It is' : 'All of them are'} back on the queue, received once more than
            before.
            {!forecast.sawAll && ' More may be waiting than were looked at.'}
          </p>
        )}
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
    ? 'Dry run: nothing was waiting.'
    : `Of ${formatCountOf(looked, 'message')} a run would load ${formatCount(loaded)}, ` +
      `reject ${formatCount(rejected)} and find ${formatCountOf(duplicates, 'duplicate')}.`

/** A message can have several reasons, so the counts need not add up to the rejected ones; the text says so then. */
const reasonWords = ({ reasons, rejected }: Forecast): string => {
  const list = reasons.map(({ code, count }) => `${nameOfReason(code)} (${formatCount(count)})`).join(', ')
  const sum = reasons.reduce((total, { count }) => total + count, 0)
  const isMore = sum > rejected
  return `Reasons to reject: ${list}.${isMore ? ` That is ${formatCountOf(sum, 'reason')} for ${formatCountOf(rejected, 'message')}: a message can have several.` : ''}`
}

const atRiskWords = (count: number): string =>
  `${formatCountOf(count, 'message')} will go to the dead-letter queue when received again, so the dry run looked no further.`
