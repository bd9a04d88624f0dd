import { Button } from '@mantine/core'
import { useId } from 'react'
import { worstChange, type ChangeKind, type EventChange } from '../../../contract/event-change.ts'
import { QuestionBar } from '../../ui/question-bar.tsx'
import { useConfirmFields } from '../../ui/use-confirm-fields.tsx'
import { SaidText } from '../../ui/sender-text.tsx'
import classes from './event-editor.module.css'

interface Props {
  readonly changes: readonly EventChange[]
  readonly saving: boolean
  readonly onStay: () => void
  /** @param fields the names that were typed */
  readonly onAgree: (fields: readonly string[]) => void
}

const titles: Readonly<Record<ChangeKind, string>> = {
  refused: 'Never without typing the name of the field',
  asked: 'To be agreed to',
  free: 'Changes nothing that is there',
}

/** The changes, grouped by what they require. Fields whose masks no longer match must be typed. */
export const ChangesQuestion = ({ changes, saving, onStay, onAgree }: Props) => {
  const fields = [...new Set(changes.flatMap((change) => change.field ?? []))]
  const confirming = useConfirmFields(fields, classes.typed)
  return (
    <>
      <section className={classes.changes} aria-label="Changes">
        {(['refused', 'asked', 'free'] as const).map((kind) => (
          <Group key={kind} kind={kind} changes={changes.filter((change) => change.kind === kind)} />
        ))}
        {confirming.fields}
      </section>
      <QuestionBar
        label="Changes of the definition"
        words={
          worstChange(changes) === 'free'
            ? 'This is what has changed.'
            : 'This changes what existing rows mean, or which messages pass.'
        }
        back={{ label: 'Keep editing', variant: 'default', onPick: onStay }}
        busy={saving}
      >
        <Button disabled={!confirming.isTyped} loading={saving} onClick={() => onAgree(fields)}>
          Save the changes
        </Button>
      </QuestionBar>
    </>
  )
}

const Group = ({
  kind,
  changes,
}: {
  readonly kind: ChangeKind
  readonly changes: readonly EventChange[]
}) => {
  const title = useId()
  if (changes.length === 0) return null
  return (
    <div data-kind={kind}>
      <h3 id={title}>{titles[kind]}</h3>
      <ul aria-labelledby={title}>
        {changes.map(({ subject, sentence }) => (
          <li key={`${subject} ${sentence}`}>
            <SaidText text={`${subject}: ${sentence}`} />
          </li>
        ))}
      </ul>
    </div>
  )
}
