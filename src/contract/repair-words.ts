import { formatCount } from './amount.ts'
import { quoted } from './event-mistake.ts'
import { describeCause } from './cause.ts'
import { describeReason, isReasonCode, nameOfReason } from './reason.ts'
import type { RepairOutcome, RepairPreview } from './repair-outcome.ts'
import type { RepairRule, RepairStep } from './repair-rule.ts'
import { visible, type Shown } from './visible.ts'

/** What a rule does, step by step: `renames /userId to user_id, then trims /locale`. */
export const describeRule = ({ steps, where }: Pick<RepairRule, 'steps' | 'where'>): string => {
  const what = steps.map(describeStep).join(', then ')
  const whose = describeWhere(where)
  return whose === null ? what : `${what}; only for ${whose}`
}

const describeWhere = ({ code, pointer, cause }: RepairRule['where']): string | null => {
  const parts = [
    ...(code === null ? [] : [isReasonCode(code) ? `“${nameOfReason(code)}”` : quoted(code)]),
    ...(pointer === null ? [] : [`reasons at ${visible(pointer) || 'the whole message'}`]),
    ...(cause === null ? [] : [`the cause “${describeCause(cause)}”`]),
  ]
  return parts.length === 0 ? null : parts.join(' and ')
}

const describeStep = (step: RepairStep): string => {
  const at = step.at === '' ? 'the whole message' : visible(step.at)
  switch (step.do) {
    case 'rename':
      return `renames ${at} to ${visible(step.to)}`
    case 'set':
      return `sets ${at} to ${quotedValue(step.value)}`
    case 'drop':
      return `drops ${at}`
    case 'convert':
      return `makes ${at} ${convertWords[step.to]}${step.from === undefined ? '' : ` of ${unitWords[step.from]} since 1970`}`
    case 'trim':
      return `takes white space off both ends of ${at}`
    case 'default':
      return `sets ${at} to ${quotedValue(step.value)} where it is missing or null`
    case 'replace':
      return replaceWords(step, at)
    case 'unwrap':
      return `puts the JSON that ${at} spells in its place`
  }
}

const convertWords = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  timestamp: 'a time',
  text: 'a text',
} as const

const unitWords = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const

const replaceWords = (step: Extract<RepairStep, { readonly do: 'replace' }>, at: string): string => {
  const [what, by] = [quoted(step.what), quoted(step.with)]
  switch (step.how) {
    case 'text':
      return step.with === '' ? `takes ${what} out of ${at}` : `replaces ${what} in ${at} with ${by}`
    case 'prefix':
      return step.with === ''
        ? `takes ${what} off the start of ${at}`
        : `replaces ${what} at the start of ${at} with ${by}`
    case 'suffix':
      return step.with === ''
        ? `takes ${what} off the end of ${at}`
        : `replaces ${what} at the end of ${at} with ${by}`
    case 'glob':
      return `sets ${at} to ${by} where it is like ${what}`
  }
}

const quotedValue = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? quoted(value) : String(value)

const unchanged = (count: number): string =>
  count === 1
    ? 'It changes nothing in 1 message, which is not sent.'
    : `It changes nothing in ${formatCount(count)} messages, which are not sent.`

/** What a rule would do, a line each. */
export const describePreview = (preview: RepairPreview, shown: Shown = visible): readonly string[] => {
  const { meant, changed, wouldPass, alreadyLoaded, wouldFail, capped, reasons } = preview
  if (meant === 0) return ['No rejected message is meant by this rule.']
  return [
    `${formatCount(wouldPass)} of ${formatCount(meant)} would pass.`,
    ...(alreadyLoaded > 0
      ? [
          `${formatCount(alreadyLoaded)} of them would make no row: the event is loaded already, or is among them twice.`,
        ]
      : []),
    ...(changed < meant ? [unchanged(meant - changed)] : []),
    ...(capped > 0
      ? [`${formatCount(capped)} were sent by rules as often as they may be; they are not sent again.`]
      : []),
    ...(wouldFail > 0 ? [`${formatCount(wouldFail)} would be rejected again:`] : []),
    ...reasons.map(
      ({ count, ...reason }) =>
        `  ${formatCount(count)}  ${describeReason({ ...reason, detail: null }, shown)}`,
    ),
  ]
}

/** What was done, a line each. */
export const describeOutcome = (outcome: RepairOutcome): readonly string[] => {
  const { sent, loaded, alreadyLoaded, rejectedAgain, capped, taken, stage } = outcome
  const parts = [
    { count: loaded, words: 'loaded' },
    { count: alreadyLoaded, words: 'already loaded' },
    { count: rejectedAgain, words: 'rejected again' },
  ].filter(({ count }) => count > 0)
  return [
    sent === 0
      ? 'Nothing was sent.'
      : `${formatCount(sent)} sent: ${parts.map(({ count, words }) => `${formatCount(count)} ${words}`).join(', ')}.`,
    ...(capped > 0 ? [`${formatCount(capped)} not sent: rules have sent them as often as they may.`] : []),
    ...(taken > 0
      ? [
          `${formatCount(taken)} left alone: somebody else mended, loaded, discarded or erased them meanwhile.`,
        ]
      : []),
    ...(stage === null
      ? []
      : [
          `Stopped at stage ${stage.stage}: of ${formatCount(stage.sent)} sent, ${formatCount(stage.failed)} were rejected again. All others are as they were.`,
        ]),
  ]
}
