import { Button } from '@mantine/core'
import { describeDeadLetters } from '../../../contract/dead-letter-words.ts'
import type { DeadLetterView } from '../../../contract/dead-letters.ts'
import { useAnswer } from '../../state/use-answer.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { PanelAnswer } from '../../ui/panel-query.tsx'
import classes from './dead-letter-dialog.module.css'
import { PullForm } from './pull-form.tsx'
import { RedriveForm } from './redrive-form.tsx'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

export type DeadLetterAction = 'look' | 'pull' | 'redrive'

interface Props {
  /** Null if it is closed. */
  readonly action: DeadLetterAction | null
  readonly onClose: () => void
  readonly onAction: (action: DeadLetterAction) => void
  /** It has disappeared from the page. */
  readonly onGone: () => void
}

const titles: Readonly<Record<DeadLetterAction, string>> = {
  look: 'The dead-letter queue',
  pull: 'Pull onto the bench',
  redrive: 'Redrive',
}

/** What is known of the dead-letter queue, and the questions before its messages are touched. */
export const DeadLetterDialog = (props: Props) => (
  <Dialog
    opened={props.action !== null}
    onClose={props.onClose}
    onGone={props.onGone}
    title={titles[props.action ?? 'look']}
    size={560}
  >
    {props.action !== null && <Known {...props} action={props.action} />}
  </Dialog>
)

const Known = ({
  action,
  onClose,
  onAction,
}: Omit<Props, 'onGone'> & { readonly action: DeadLetterAction }) => {
  const { answer, retry } = useAnswer({
    key: ['dead-letters'],
    ask: (client) => client.send('lookAtDeadLetters', {}),
    side: 'queue',
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <PanelAnswer answer={answer} onRetry={retry}>
      {(view) => (
        <>
          <ul className={classes.facts} aria-label="What is known of it">
            {describeDeadLetters(view, isolated).map((line) => (
              <li key={line}>
                <Sentence text={line} />
              </li>
            ))}
          </ul>
          <Ask {...{ view, action, onClose, onAction }} />
        </>
      )}
    </PanelAnswer>
  )
}

interface AskProps extends Omit<Props, 'onGone'> {
  readonly action: DeadLetterAction
  readonly view: DeadLetterView
}

const Ask = ({ view, action, onClose, onAction }: AskProps) => {
  const canWork = view.deadLetters !== null && !view.deadLetters.isMissing
  if (action === 'pull' && canWork) return <PullForm view={view} onClose={onClose} />
  if (action === 'redrive' && canWork) return <RedriveForm view={view} onClose={onClose} />
  return (
    <div className={dialog.buttons}>
      <Button variant="default" onClick={onClose}>
        Close
      </Button>
      {canWork && (
        <>
          <Button variant="default" onClick={() => onAction('redrive')}>
            Redrive…
          </Button>
          <Button variant="default" onClick={() => onAction('pull')}>
            Pull onto the bench…
          </Button>
        </>
      )}
    </div>
  )
}
