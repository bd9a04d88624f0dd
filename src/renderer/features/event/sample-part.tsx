import { Button, NativeSelect } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import type { SamplePrice, TakenDraft } from '../../../contract/event-editing.ts'
import type { Parting } from '../../../contract/event-proposal.ts'
import { valueOf } from '../../state/answer.ts'
import { formatCountOf } from '../../format/number.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import field from '../../ui/field.module.css'
import { Sentence } from '../../ui/sender-text.tsx'
import classes from './event-editor.module.css'
import type { Sheet } from './sheet.ts'
import type { SampleState } from './use-sample.ts'
import { isolated } from '../../../contract/visible.ts'

interface Props {
  readonly state: SampleState
  readonly match: Sheet['match']
}

/** What a look at the queue costs, the look itself, and what it found beside the fields. */
export const SamplePart = ({ state, match }: Props) => {
  const { price, taken, found, failure } = state
  const cost = valueOf(price.answer)
  const lack = price.answer.state === 'failed' || price.answer.state === 'stale' ? price.answer.lack : null
  const isRefused = cost?.limit?.maxReceiveCount === 1
  return (
    <section className={classes.part} aria-label="Messages">
      <div className={classes.line}>
        <p className={classes.words}>{cost === null ? 'Asking what a look costs…' : priceWords(cost)}</p>
        {!isRefused && (
          <Button
            variant={taken === null ? 'filled' : 'default'}
            leftSection={<IconEye size={14} aria-hidden />}
            loading={state.taking}
            disabled={cost === null}
            onClick={state.look}
          >
            {taken === null ? 'Look at the queue' : 'Look again'}
          </Button>
        )}
      </div>
      {lack?.why === 'error' && <FailureNotice failure={lack.failure} />}
      {failure !== null && <FailureNotice failure={failure} />}
      <div role="status" className={classes.found}>
        {taken !== null && foundLines(taken).map((line) => <p key={line}>{line}</p>)}
      </div>
      {found?.parting != null && (
        <NativeSelect
          size="xs"
          label={
            <Sentence text={`They are several events, told apart by ${isolated(found.parting.pointer)}`} />
          }
          classNames={{ input: field.input }}
          className={classes.parting}
          disabled={state.proposing || state.taking}
          value={partOf(match, found.parting)}
          onChange={(event) => {
            const { value } = event.currentTarget
            if (value === typed) return
            state.part(value === '' ? null : { pointer: found.parting?.pointer ?? '', enum: [value] })
          }}
          data={[
            { value: '', label: 'All of them' },
            ...(partOf(match, found.parting) === typed ? [{ value: typed, label: 'As typed below' }] : []),
            ...found.parting.values.map(({ text, count }) => ({ value: text, label: `${text} (${count})` })),
          ]}
        />
      )}
    </section>
  )
}

/** Not a kind of event: those have no blank. */
const typed = 'as typed'

/** The part that a match takes, among those that were found. */
const partOf = (match: Sheet['match'], parting: Parting): string => {
  if (match === null) return ''
  const [only = '', ...others] = match.enum
  const isFound =
    match.pointer === parting.pointer &&
    others.length === 0 &&
    parting.values.some(({ text }) => text === only)
  return isFound ? only : typed
}

const priceWords = ({ queue, most, limit }: SamplePrice): string => {
  const look = `A look receives up to ${most} messages of ${queue}, once each, and gives them back at once. SQS counts it as a receive`
  if (limit === null) return `${look}.`
  const { maxReceiveCount, deadLetters } = limit
  return maxReceiveCount === 1
    ? `Each message of ${queue} has a single receive: a look would send them to ${deadLetters}, so none is taken. Set maxReceiveCount to 3 or more first.`
    : `${look}; after ${maxReceiveCount} a message goes to ${deadLetters}.`
}

const foundLines = ({
  queue,
  looked,
  notGivenBack,
  atLimit,
  unreadable,
  others,
  unlisted,
  wrappings,
  unnamed,
}: TakenDraft): readonly string[] => [
  `${formatCountOf(looked, 'message')} of ${queue} ${looked === 1 ? 'was' : 'were'} looked at${notGivenBack === 0 ? ' and given back' : ''}.`,
  ...(notGivenBack === 0
    ? []
    : [
        `${notGivenBack} could not be given back at once; they come again when they are not hidden any more.`,
      ]),
  ...(atLimit === 0 ? [] : [`${atLimit} of them have no receive left. No further message was looked at.`]),
  ...(unreadable === 0 ? [] : [`${unreadable} could not be read: not a JSON object, or nested too deeply.`]),
  ...(others === 0 ? [] : [`${others} are other events.`]),
  ...(unlisted === 0 ? [] : [`${unlisted} more places are too rare to be listed.`]),
  ...(wrappings.every(({ kinds }) => kinds.length === 0)
    ? []
    : [
        `They came in: ${wrappings.map(({ kinds, count }) => `${kinds.length === 0 ? 'nothing' : kinds.join(' in ')} (${count})`).join(', ')}.`,
      ]),
  ...unnamed.map(({ pointer, count }) => {
    const where = pointer === '' ? 'the message' : pointer
    return count === 0
      ? `There are more names in ${where} than Sluice looks at.`
      : `${formatCountOf(count, 'name')} in ${where} cannot be shown, as ${count === 1 ? 'it' : 'they'} may be data, and ${count === 1 ? 'is' : 'are'} left out.`
  }),
]
