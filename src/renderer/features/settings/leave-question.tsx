import { Button } from '@mantine/core'
import { QuestionBar } from '../../ui/question-bar.tsx'

interface Props {
  readonly saving: boolean
  readonly onStay: () => void
  readonly onDiscard: () => void
}

/** Asks before typed changes are lost. Save submits the form around it. */
export const LeaveQuestion = ({ saving, onStay, onDiscard }: Props) => (
  <QuestionBar
    label="Unsaved changes"
    words="What you typed is not saved yet."
    back={{ label: 'Keep editing', variant: 'subtle', onPick: onStay }}
    busy={saving}
  >
    <Button variant="default" onClick={onDiscard} disabled={saving}>
      Discard
    </Button>
    <Button type="submit" loading={saving}>
      Save
    </Button>
  </QuestionBar>
)
