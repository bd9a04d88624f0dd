import { useState, type SyntheticEvent } from 'react'
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
  },
}

const draftOf = (profile: Profile | null): ProfileDraft => {
  if (profile === null) return blank
  const { hasPassword: _hasPassword, ...fields } = profile
  return { ...fields, password: null }
}

/** A connection as it is being typed, with what is wrong with it and what a test of it found. */
export const useProfileForm = (profile: Profile | null, onClose: () => void) => {
  const start = draftOf(profile)
  const [draft, setDraft] = useState(start)
  const [mistakes, setMistakes] = useState<Mistakes<ProfileField>>({})
  const save = useSettingsCommand('saveProfile', (output) => (output.saved ? output.value.settings : null))
  const remove = useSettingsCommand('deleteProfile', (view) => view)
  const test = useCommand('testProfile')
  const error = save.error ?? remove.error ?? test.error
  return {
    draft,
    mistakes,
    changed: profile === null || JSON.stringify(draft) !== JSON.stringify(start),
    saving: save.isPending,
    testing: test.isPending,
    removing: remove.isPending,
    failure: error === null ? null : failureOf(error),
    /** What the test found, of the connection as it stands; null once it has been changed. */
    items: test.data !== undefined && test.variables.profile === draft ? test.data.items : null,
    /** Takes the mistake off the fields that are typed into. */
    change: (change: Partial<ProfileDraft>) => {
      setDraft((former) => ({ ...former, ...change }))
      setMistakes((former) =>
        Object.fromEntries(Object.entries(former).filter(([name]) => !(name in change))),
      )
    },
    submit: (event: SyntheticEvent) => {
      event.preventDefault()
      const onSuccess = (output: { saved: boolean; mistakes?: Mistakes<ProfileField> }) =>
        output.saved ? onClose() : setMistakes(output.mistakes ?? {})
      save.mutate({ profile: draft }, { onSuccess })
    },
    test: () => test.mutate({ profile: draft }, { onSuccess: (found) => setMistakes(found.mistakes) }),
    remove: () => {
      if (profile !== null) remove.mutate({ id: profile.id }, { onSuccess: onClose })
    },
  }
}
