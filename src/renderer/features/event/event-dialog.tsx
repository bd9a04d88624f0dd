import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { failure, type Failure } from '../../../contract/failure.ts'
import type { EventPlace } from '../../../contract/event-editing.ts'
import { valueOf } from '../../state/answer.ts'
import { closeEventEditor, useEventEditing, type EventEditing } from '../../state/event-editing.ts'
import { useAnswer } from '../../state/use-answer.ts'
import dialog from '../../ui/dialog.module.css'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { showDone } from '../../ui/toast.tsx'
import { addField } from './change-rows.ts'
import { EventEditor } from './event-editor.tsx'
import { emptySheet, sheetOf } from './sheet.ts'
import { useConnectionInUse, type ConnectionInUse } from './use-connection-in-use.ts'
import { isolated } from '../../../contract/visible.ts'

/** The editor, over the current view, while a definition is edited. */
export const EventDialog = () => {
  const editing = useEventEditing()
  if (editing === null) return null
  return editing.kind === 'typed' ? <Typed editing={editing} /> : <InUse pointer={editing.addField} />
}

const Typed = ({ editing }: { readonly editing: Extract<EventEditing, { kind: 'typed' }> }) => {
  const { place, path, onSaved } = editing
  const heard = (kept: string) => {
    onSaved(kept)
    closeEventEditor()
  }
  if (path !== null) return <Opened {...{ place, path, addedField: null, onSaved: heard }} />
  const sheet = emptySheet('')
  return (
    <EventEditor
      {...{ place, path: null, opened: null, kept: sheet, start: sheet, isNew: true }}
      onClose={closeEventEditor}
      onSaved={heard}
    />
  )
}

/** The definition of the connection in use; if it has none, it gets one, which starts as the logins'. */
const InUse = ({ pointer }: { readonly pointer: string }) => {
  const inUse = useConnectionInUse()
  if (inUse === null) return null
  if (inUse.isGiven) return <NotOpened failure={failure('environment-decides')} />
  return <OfConnection {...{ inUse, pointer }} />
}

/** For the connection that was in use when it was opened, whichever is in use later. */
const OfConnection = ({ inUse, pointer }: { readonly inUse: ConnectionInUse; readonly pointer: string }) => {
  const [{ place, path, keep }] = useState(inUse)
  return (
    <Opened
      {...{ place, path, addedField: pointer }}
      onSaved={(kept) => {
        closeEventEditor()
        keep(kept)
      }}
    />
  )
}

interface OpenedProps {
  readonly place: EventPlace
  readonly path: string | null
  /** A place that no field reads yet. */
  readonly addedField: string | null
  readonly onSaved: (path: string) => void
}

const Opened = ({ path, addedField, onSaved, ...at }: OpenedProps) => {
  const queries = useQueryClient()
  const { answer } = useAnswer({
    key: ['event-editor', 'open', path],
    ask: (client) => client.send('openDraft', { path }),
    side: 'sluice',
    // Once: editing is not opened again beneath it.
    ...{ staleTime: Infinity, gcTime: 0 },
  })
  const found = valueOf(answer)
  if (found === null) {
    const lack = answer.state === 'failed' ? answer.lack : null
    return lack?.why === 'error' ? <NotOpened failure={lack.failure} /> : null
  }
  const kept = sheetOf(found.draft)
  return (
    <EventEditor
      {...{ ...at, path, opened: found.opened, kept, isNew: false }}
      start={addedField === null ? kept : addField(kept, addedField)}
      onClose={closeEventEditor}
      onSaved={(saved) => {
        void queries.invalidateQueries({ queryKey: ['event', saved] })
        showDone(`The definition was saved to ${isolated(saved)}.`)
        onSaved(saved)
      }}
    />
  )
}

const NotOpened = ({ failure: cause }: { readonly failure: Failure }) => (
  <Modal
    opened
    centered
    lockScroll={false}
    title="The definition cannot be opened"
    onClose={closeEventEditor}
    closeButtonProps={{ 'aria-label': 'Close' }}
    classNames={{ content: dialog.content, header: dialog.header, title: dialog.title }}
  >
    <FailureNotice failure={cause} />
  </Modal>
)
