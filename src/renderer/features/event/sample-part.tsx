import { Button, NativeSelect } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import type { SamplePrice, TakenDraft } from '../../../contract/event-editing.ts'
import type { Parting } from '../../../contract/event-proposal.ts'
import { valueOf } from '../../state/answer.ts'
import { describeFound, describeLook, describeUnnamed } from '../../../contract/sample-words.ts'
import { formatCount } from '../../../contract/amount.ts'
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
        {taken !== null &&
          foundLines(taken).map((line) => (
            <p key={line}>
              <Sentence text={line} />
            </p>
          ))}
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

const foundLines = (taken: TakenDraft): readonly string[] => [
  ...describeLook(taken, isolated),
  ...describeFound(taken),
  ...(taken.unlisted === 0 ? [] : [`${formatCount(taken.unlisted)} more places are too rare to be listed.`]),
  ...describeUnnamed(taken.unnamed, isolated),
]
