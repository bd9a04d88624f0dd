import { Button } from '@mantine/core'
import { SenderText } from '../../ui/sender-text.tsx'
import { QuestionBar } from '../../ui/question-bar.tsx'

interface Props {
  readonly name: string
  readonly removing: boolean
  readonly onKeep: () => void
  readonly onDelete: () => void
}

/** Asks before a connection and its password are deleted. */
export const DeleteQuestion = ({ name, removing, onKeep, onDelete }: Props) => (
  <QuestionBar
    label="Delete the connection"
    words={
      <>
        Delete the connection <SenderText text={name} />? Its password is deleted too.
      </>
    }
    back={{ label: 'Cancel', variant: 'default', onPick: onKeep }}
    busy={removing}
  >
    <Button variant="default" loading={removing} onClick={onDelete}>
      Delete connection
    </Button>
  </QuestionBar>
)
