import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Profile, ProfileField } from '../../../contract/settings.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import segmented from '../../ui/segmented.module.css'
import { DeleteQuestion } from './delete-question.tsx'
import { EditorHead } from './editor-head.tsx'
import { EventPart } from './event-part.tsx'
import form from './form.module.css'
import { inputParts } from './input-parts.ts'
import { LeaveQuestion } from './leave-question.tsx'
import { PasswordPart } from './password-part.tsx'
import { SaveBar } from './save-bar.tsx'
import { TestResults } from './test-results.tsx'
import { useProfileForm } from './use-profile-form.ts'

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
  const { form: place, draft, mistakes, change, ...state } = useProfileForm(profile, onClose)
  const [leaving, setLeaving] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const field = (name: Exclude<ProfileField, 'password' | 'event'>, label: string, description?: string) => (
    <TextInput
      {...inputParts}
      label={label}
      description={mistakes[name] === undefined ? description : null}
      spellCheck={false}
      autoComplete="off"
      maxLength={2_000}
      value={draft[name]}
      error={mistakes[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  )
  const isAws = draft.kind === 'aws'
  return (
    <form
      onSubmit={(event) => {
        setLeaving(false)
        state.submit(event)
      }}
      ref={place}
      noValidate
      className={form.group}
      aria-label="Connection"
    >
      <EditorHead
        name={profile?.name ?? 'New connection'}
        inUse={inUse}
        onBack={() => (state.touched ? setLeaving(true) : onClose())}
      />
      <div className={form.pair}>
        {field('name', 'Name')}
        <div>
          <p className={form.label} aria-hidden>
            Kind
          </p>
          <SegmentedControl
            size="xs"
            aria-label="Kind"
            classNames={segmented}
            value={draft.kind}
            onChange={(kind) => change({ kind, ...(kind === 'aws' && !isAws ? { endpoint: '' } : {}) })}
            data={[
              { value: 'docker', label: 'Docker' },
              { value: 'aws', label: 'AWS' },
            ]}
          />
        </div>
      </div>
      <div className={form.part}>
        <h2>Queue</h2>
        <div className={form.pair}>
          {isAws && field('region', 'Region', 'Like eu-west-1; a queue’s URL says it too.')}
          {isAws &&
            field('awsProfile', 'AWS profile', 'From ~/.aws/config; leave it empty for the default profile.')}
          {field('queue', 'Queue', 'Its name or its URL.')}
          {field('endpoint', isAws ? 'Endpoint (optional)' : 'Endpoint', 'Where the service listens.')}
        </div>
      </div>
      <div className={form.part}>
        <h2>Database</h2>
        {field('databaseUrl', 'URL', 'Like postgres://user@localhost:5432/postgres.')}
        <PasswordPart
          profile={profile}
          password={draft.password}
          mistake={mistakes.password}
          onChange={(password) => change({ password })}
        />
      </div>
      <EventPart
        path={draft.event}
        mistake={mistakes.event}
        isGiven={isEventGiven}
        place={{ kind: 'profile', profile: draft }}
        onChange={(event) => change({ event })}
      />
      {state.failure !== null && <FailureNotice failure={state.failure} />}
      <TestResults testing={state.testing} items={state.items} />
      {leaving ? (
        <LeaveQuestion saving={state.saving} onStay={() => setLeaving(false)} onDiscard={onClose} />
      ) : deleting ? (
        <DeleteQuestion
          name={profile?.name ?? ''}
          removing={state.removing}
          onKeep={() => setDeleting(false)}
          onDelete={state.remove}
        />
      ) : (
        <SaveBar changed={state.changed} saving={state.saving} onDiscard={onClose}>
          <Button variant="default" loading={state.testing} onClick={state.test}>
            Test
          </Button>
          {state.changed && !inUse && mayUse && (
            <Button variant="default" loading={state.saving} onClick={state.saveAndUse}>
              Save and use
            </Button>
          )}
          {profile !== null && !inUse && (
            <Button variant="subtle" onClick={() => setDeleting(true)}>
              Delete…
            </Button>
          )}
        </SaveBar>
      )}
    </form>
  )
}
