import { Button } from '@mantine/core'
import type { EventDraft } from '../../../contract/event-draft.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { QuestionBar } from '../../ui/question-bar.tsx'
import { ChangesQuestion } from './changes-question.tsx'
import classes from './event-editor.module.css'
import type { useSave } from './use-save.ts'

interface Props {
  readonly draft: EventDraft
  readonly saving: ReturnType<typeof useSave>
  readonly leaving: boolean
  /** Whether there is something to save. */
  readonly changed: boolean
  readonly onStay: () => void
  readonly onLeave: () => void
  readonly onClose: () => void
}

/** At the bottom: saving, the changes to agree to first, and the question before something is lost. */
export const EditorFoot = ({ draft, saving, leaving, changed, onStay, onLeave, onClose }: Props) => {
  const { failure } = saving
  const question = saving.question(draft)
  const objections = saving.objections(draft)
  return (
    <>
      {failure !== null && (
        <FailureNotice
          failure={failure}
          action={
            failure.code === 'event-file-changed' || failure.code === 'event-file-missing' ? (
              <Button variant="default" loading={saving.saving} onClick={() => saving.saveElsewhere(draft)}>
                Save as another file
              </Button>
            ) : undefined
          }
        />
      )}
      <Objections count={objections.length} />
      {question !== null ? (
        <ChangesQuestion
          key={JSON.stringify(question)}
          changes={question.changes}
          saving={saving.saving}
          onStay={saving.stay}
          onAgree={(fields) => saving.agree(draft, fields)}
        />
      ) : leaving ? (
        <QuestionBar
          label="Unsaved changes"
          words="What you chose is not saved yet."
          back={{ label: 'Keep editing', variant: 'default', onPick: onStay }}
          busy={saving.saving}
        >
          <Button variant="default" onClick={onLeave}>
            Discard
          </Button>
        </QuestionBar>
      ) : (
        <div className={classes.foot}>
          <Button variant="default" disabled={saving.saving} onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant={saveVariant(draft)}
            disabled={!changed}
            loading={saving.saving}
            onClick={() => saving.save(draft)}
          >
            Save
          </Button>
        </div>
      )}
    </>
  )
}

const Objections = ({ count }: { readonly count: number }) =>
  count === 0 ? null : (
    <p role="alert" className={classes.objection}>
      Nothing was saved: {count === 1 ? 'one thing is' : `${count} things are`} wrong or undecided above.
    </p>
  )

/** Before there is a field, the look at the queue is the one thing to do. */
const saveVariant = ({ fields }: EventDraft): 'default' | 'filled' =>
  fields.length === 0 ? 'default' : 'filled'
