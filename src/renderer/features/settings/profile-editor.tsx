import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Profile } from '../../../contract/settings.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { DeleteQuestion } from './delete-question.tsx'
import { EditorHead } from './editor-head.tsx'
import { EventPart } from './event-part.tsx'
import classes from './form.module.css'
import { LeaveQuestion } from './leave-question.tsx'
import { DatabasePart, NamePart, QueuePart } from './profile-parts.tsx'
import { SaveBar } from './save-bar.tsx'
import { TestResults } from './test-results.tsx'
import { useProfileForm, type ProfileForm } from './use-profile-form.ts'

interface Props {
  /** Null for a new one. */
  readonly profile: Profile | null
  readonly inUse: boolean
  /** Whether it could be used now: no other setting overrides it, and no run is running. */
  readonly mayUse: boolean
  readonly isEventGiven: boolean
  readonly onClose: () => void
}

/** A new or existing connection: its fields, a test of it as typed, and Save. */
export const ProfileEditor = ({ profile, inUse, mayUse, isEventGiven, onClose }: Props) => {
  const form = useProfileForm(profile, onClose)
  const { form: place, draft, mistakes, change } = form
  const typed = { draft, mistakes, change }
  const [leaving, setLeaving] = useState(false)
  return (
    <form
      onSubmit={(event) => {
        setLeaving(false)
        form.submit(event)
      }}
      ref={place}
      noValidate
      className={classes.group}
      aria-label="Connection"
    >
      <EditorHead
        name={profile?.name ?? 'New connection'}
        inUse={inUse}
        onBack={() => (form.touched ? setLeaving(true) : onClose())}
      />
      <NamePart {...typed} />
      <QueuePart {...typed} />
      <DatabasePart {...typed} profile={profile} />
      <EventPart
        path={draft.event}
        mistake={mistakes.event}
        isGiven={isEventGiven}
        place={{ kind: 'profile', profile: draft }}
        onChange={(event) => change({ event })}
      />
      {form.failure !== null && <FailureNotice failure={form.failure} />}
      <TestResults testing={form.testing} items={form.items} />
      <EditorFoot {...{ form, profile, inUse, mayUse, leaving, onClose }} onStay={() => setLeaving(false)} />
    </form>
  )
}

interface FootProps extends Omit<Props, 'isEventGiven'> {
  readonly form: ProfileForm
  /** Whether somebody wants to leave with unsaved changes. */
  readonly leaving: boolean
  readonly onStay: () => void
}

/** The actions on the connection, or the question that one of them asks first. */
const EditorFoot = ({ form, profile, inUse, mayUse, leaving, onStay, onClose }: FootProps) => {
  const [deleting, setDeleting] = useState(false)
  if (leaving) return <LeaveQuestion saving={form.saving} onStay={onStay} onDiscard={onClose} />
  if (deleting)
    return (
      <DeleteQuestion
        name={profile?.name ?? ''}
        removing={form.removing}
        onKeep={() => setDeleting(false)}
        onDelete={form.remove}
      />
    )
  return (
    <SaveBar changed={form.changed} saving={form.saving} onDiscard={onClose}>
      <Button variant="default" loading={form.testing} onClick={form.test}>
        Test
      </Button>
      {form.changed && !inUse && mayUse && (
        <Button variant="default" loading={form.saving} onClick={form.saveAndUse}>
          Save and use
        </Button>
      )}
      {profile !== null && !inUse && (
        <Button variant="subtle" onClick={() => setDeleting(true)}>
          Delete…
        </Button>
      )}
    </SaveBar>
  )
}
