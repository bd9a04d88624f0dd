import { Modal } from '@mantine/core'
import { useMemo, useState, type KeyboardEvent } from 'react'
import type { EventPlace } from '../../../contract/event-editing.ts'
import { isolated } from '../../../contract/visible.ts'
import { isPressed } from '../../format/keys.ts'
import { valueOf } from '../../state/answer.ts'
import dialog from '../../ui/dialog.module.css'
import { Sentence } from '../../ui/sender-text.tsx'
import { roomIn } from './change-rows.ts'
import { EditorFoot } from './editor-foot.tsx'
import { EditorTools } from './editor-tools.tsx'
import classes from './event-editor.module.css'
import { FieldTable } from './field-table.tsx'
import { FitPart } from './fit-part.tsx'
import { HeadPart } from './head-part.tsx'
import { JudgedPart } from './judged-part.tsx'
import { SamplePart } from './sample-part.tsx'
import { draftOfSheet } from './sheet.ts'
import { useFit, useJudged } from './use-about.ts'
import { useSample } from './use-sample.ts'
import { useSave } from './use-save.ts'
import { useSheet, type SheetEdits, type SheetStart } from './use-sheet.ts'

interface Props extends SheetStart {
  readonly place: EventPlace
  /** Of the file; null for a new one. */
  readonly path: string | null
  /** The mark of the file when it was opened; null for a new one. */
  readonly opened: string | null
  readonly onClose: () => void
  readonly onSaved: (path: string) => void
}

const parts = {
  content: `${dialog.content ?? ''} ${classes.content ?? ''}`,
  ...{ header: dialog.header, title: dialog.title, body: classes.body },
}

/** A definition as a table of its fields, beside the messages it is made from and the table it fills. */
export const EventEditor = ({ place, path, opened, onClose, onSaved, ...begin }: Props) => {
  const { sheet, edits, ...history } = useSheet(begin)
  const draft = useMemo(() => draftOfSheet(sheet), [sheet])
  const [search, find] = useState('')
  const [asked, goTo] = useState<{ readonly id: number } | null>(null)
  const sample = useSample(place, edits, sheet.match)
  const judging = useJudged(draft, sample.sample)
  const fit = useFit(draft, place)
  const saving = useSave({ place, path, opened, onSaved })
  const judged = valueOf(judging.answer)
  const lack =
    judging.answer.state === 'failed' || judging.answer.state === 'stale' ? judging.answer.lack : null
  const mistakes = sheet.rows.length === 0 ? [] : [...(judged?.mistakes ?? []), ...saving.objections(draft)]
  const isAsked = saving.question(draft) !== null
  const { leaving, stay, close } = useLeaving(saving, { isAsked, changed: history.changed, onClose })
  const undecided = sheet.rows.filter(({ field }) => field.standing === 'asked')
  return (
    <Modal
      opened
      fullScreen
      lockScroll={false}
      onClose={close}
      closeOnEscape={!leaving && !isAsked}
      title={begin.isNew ? 'New event' : <Sentence text={`Fields of ${isolated(begin.kept.label)}`} />}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={parts}
      onKeyDown={(event) => !saving.saving && onStepKey(event, edits)}
    >
      <div className={classes.editor}>
        <div className={classes.parts} inert={saving.saving}>
          <SamplePart state={sample} match={sheet.match} />
          <HeadPart sheet={sheet} edits={edits} mistakes={mistakes} />
          <JudgedPart
            {...{ judged, undecided, isFormer: judging.isFormer }}
            failure={lack?.why === 'error' ? lack.failure : null}
            onGoTo={(id) => {
              find('')
              goTo({ id })
            }}
          />
          <EditorTools
            {...{ search, edits, mayUndo: history.mayUndo, mayRedo: history.mayRedo, room: roomIn(sheet) }}
            onSearch={find}
          />
          <FieldTable {...{ sheet, edits, search, judged, mistakes, asked }} />
          <FitPart reading={fit} />
        </div>
        <EditorFoot
          {...{ draft, saving, leaving, changed: history.changed || path === null }}
          onStay={stay}
          onLeave={onClose}
          onClose={close}
        />
      </div>
    </Modal>
  )
}

interface Leaving {
  /** Whether a question about saving is open. */
  readonly isAsked: boolean
  readonly changed: boolean
  readonly onClose: () => void
}

/** Asks before changes are lost. A save in progress is reported before anybody leaves, and a question is put where it is seen. */
const useLeaving = (saving: ReturnType<typeof useSave>, { isAsked, changed, onClose }: Leaving) => {
  const [leaving, setLeaving] = useState(false)
  const close = (): void => {
    if (saving.saving) return
    if (isAsked) saving.stay()
    if (changed && (isAsked || !leaving)) setLeaving(true)
    else onClose()
  }
  return { leaving, stay: () => setLeaving(false), close }
}

/** Undo or redo, wherever the focus is: typing is a step like any other. */
const onStepKey = (event: KeyboardEvent, edits: SheetEdits): void => {
  const { nativeEvent } = event
  const isUndo = isPressed('mod+Z', nativeEvent)
  if (!isUndo && !isPressed('mod+shift+Z', nativeEvent) && !isPressed('mod+Y', nativeEvent)) return
  event.preventDefault()
  if (isUndo) edits.undo()
  else edits.redo()
}
