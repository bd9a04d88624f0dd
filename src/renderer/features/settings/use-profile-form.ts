import type { CommandOutputs } from '../../../contract/monitor.ts'
import { useRef, useState, type SyntheticEvent } from 'react'
import { flushSync } from 'react-dom'
import type { Mistakes, Profile, ProfileDraft, ProfileField } from '../../../contract/settings.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { useSettingsCommand } from './use-settings.ts'

const blank: ProfileDraft = {
  ...{ id: null, kind: 'docker', name: '', queue: 'login-queue', endpoint: 'http://localhost:4566' },
  ...{
    region: '',
    awsProfile: '',
    databaseUrl: 'postgres://postgres@localhost:5432/postgres',
    password: null,
    event: null,
  },
}

const draftOf = (profile: Profile | null): ProfileDraft => {
  if (profile === null) return blank
  const { hasPassword: _hasPassword, ...fields } = profile
  return { ...fields, password: null }
}

/** A connection as typed, with its mistakes and the result of its test. */
export const useProfileForm = (profile: Profile | null, onClose: () => void) => {
  const form = useRef<HTMLFormElement>(null)
  const start = draftOf(profile)
  const [draft, setDraft] = useState(start)
  const [mistakes, setMistakes] = useState<Mistakes<ProfileField>>({})
  const save = useSettingsCommand('saveProfile', (output) => (output.saved ? output.value.settings : null))
  const remove = useSettingsCommand('deleteProfile', (view) => view)
  const activate = useSettingsCommand('activateProfile', (view) => view)
  const test = useCommand('testProfile')
  const touched = JSON.stringify(draft) !== JSON.stringify(start)
  const error = save.error ?? activate.error ?? remove.error ?? test.error
  const tell = (found: Mistakes<ProfileField>) => {
    flushSync(() => setMistakes(found))
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  return {
    /** The element in which the first mistake is looked for, so that it is visible and has the cursor. */
    form,
    draft,
    mistakes,
    /** Whether there is something to save: a new connection always counts. */
    changed: profile === null || touched,
    /** Whether something was typed that would be lost. */
    touched,
    saving: save.isPending || activate.isPending,
    testing: test.isPending,
    removing: remove.isPending,
    failure: error === null ? null : failureOf(error),
    /** The test's result, for the connection as it is now; null once it has changed. */
    items: test.data !== undefined && test.variables.profile === draft ? test.data.items : null,
    /** Clears the mistakes of the fields being edited. */
    change: (change: Partial<ProfileDraft>) => {
      setDraft((former) => ({ ...former, ...change }))
      setMistakes((former) =>
        Object.fromEntries(Object.entries(former).filter(([name]) => !(name in change))),
      )
    },
    submit: (event: SyntheticEvent) => {
      event.preventDefault()
      const onSuccess = (output: { saved: boolean; mistakes?: Mistakes<ProfileField> }) =>
        output.saved ? onClose() : tell(output.mistakes ?? {})
      save.mutate({ profile: draft }, { onSuccess })
    },
    saveAndUse: () => {
      const onSuccess = (output: CommandOutputs['saveProfile']) =>
        output.saved
          ? activate.mutate({ id: output.value.id }, { onSuccess: onClose })
          : tell(output.mistakes)
      save.mutate({ profile: draft }, { onSuccess })
    },
    test: () => test.mutate({ profile: draft }, { onSuccess: (found) => tell(found.mistakes) }),
    remove: () => {
      if (profile !== null) remove.mutate({ id: profile.id }, { onSuccess: onClose })
    },
  }
}

export type ProfileForm = ReturnType<typeof useProfileForm>
