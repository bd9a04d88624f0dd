import { formatCount, formatCountOf } from './amount.ts'
import { nameOfReason } from './reason.ts'
import { describeCut, describeIgnored } from './run-notes.ts'
import type { Forecast } from './runs.ts'
import { visible, type Shown } from './visible.ts'

/** What a run would do with the messages that a dry run looked at. */
export const describeForecast = ({ looked, loaded, duplicates, rejected }: Forecast): string =>
  looked === 0
    ? 'Dry run: nothing was waiting.'
    : `Of ${formatCountOf(looked, 'message')} a run would load ${formatCount(loaded)}, ` +
      `reject ${formatCount(rejected)} and find ${formatCountOf(duplicates, 'duplicate')}.`

/** What else it found, a line each. */
export const describeFindings = (forecast: Forecast, shown: Shown = visible): readonly string[] => {
  const { looked, reasons, notes, sawAll } = forecast
  return [
    ...(reasons.length === 0 ? [] : [reasonWords(forecast)]),
    ...[describeIgnored(notes, shown)].filter((sentence) => sentence !== null),
    ...notes.cut.map(({ field }) => describeCut(field, shown)),
    ...(looked === 0
      ? []
      : [
          `${looked === 1 ? 'It is' : 'All of them are'} back on the queue, received once more than before.` +
            (sawAll ? '' : ' More may be waiting than were looked at.'),
        ]),
  ]
}

/** Why it looked no further; null if nothing stopped it. */
export const describeRisk = ({ atRisk }: Forecast): string | null =>
  atRisk === 0
    ? null
    : `${formatCountOf(atRisk, 'message')} will go to the dead-letter queue when received again, so the dry run looked no further.`

/** A message can have several reasons, so the counts need not add up to the rejected ones; the text says so then. */
const reasonWords = ({ reasons, rejected }: Forecast): string => {
  const list = reasons.map(({ code, count }) => `${nameOfReason(code)} (${formatCount(count)})`).join(', ')
  const sum = reasons.reduce((total, { count }) => total + count, 0)
  const isMore = sum > rejected
  return `Reasons to reject: ${list}.${isMore ? ` That is ${formatCountOf(sum, 'reason')} for ${formatCountOf(rejected, 'message')}: a message can have several.` : ''}`
}
