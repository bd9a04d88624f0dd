import { Button } from '@mantine/core'
import { useState } from 'react'
import { BuiltInAddressesPart } from './built-in-addresses.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { EditorHead } from './editor-head.tsx'
import { EventPart } from './event-part.tsx'
import form from './form.module.css'
import { LeaveQuestion } from './leave-question.tsx'
import { SaveBar } from './save-bar.tsx'
import { TestResults } from './test-results.tsx'
import { useEmbeddedForm } from './use-embedded-form.ts'

interface Props {
  readonly event: string | null
  readonly inUse: boolean
  readonly isEventGiven: boolean
  readonly onClose: () => void
}

const inUsePlace = { kind: 'in-use' } as const

/** The built-in queue and database have fixed places; only their event can be chosen. */
export const EmbeddedEditor = ({ event, inUse, isEventGiven, onClose }: Props) => {
  const state = useEmbeddedForm(event, onClose)
  const [leaving, setLeaving] = useState(false)
  return (
    <form
      onSubmit={(submitted) => {
        setLeaving(false)
        state.submit(submitted)
      }}
      noValidate
      className={form.group}
      aria-label="Connection"
    >
      <EditorHead
        name="Built in"
        inUse={inUse}
        onBack={() => (state.changed ? setLeaving(true) : onClose())}
      />
      <EventPart
        path={state.event}
        mistake={state.mistakes.event}
        isGiven={isEventGiven}
        place={inUse ? inUsePlace : null}
        onChange={state.change}
      />
      {inUse && <BuiltInAddressesPart />}
      {state.failure !== null && <FailureNotice failure={state.failure} />}
      <TestResults testing={state.testing} items={state.items} />
      {leaving ? (
        <LeaveQuestion saving={state.saving} onStay={() => setLeaving(false)} onDiscard={onClose} />
      ) : (
        <SaveBar changed={state.changed} saving={state.saving} onDiscard={onClose}>
          {inUse && (
            <Button variant="default" loading={state.testing} onClick={state.test}>
              Test
            </Button>
          )}
        </SaveBar>
      )}
    </form>
  )
}
