import { useState, type SyntheticEvent } from 'react'
import {
  preferenceMistakes,
  type BoundedPreference,
  type Preferences,
} from '../../../contract/preferences.ts'
import { failureOf } from '../../state/commands.ts'
import { useSettingsCommand } from './use-settings.ts'

/** Changes typed over the stored values of one part of the preferences; the other part stays as it is. */
export const usePreferencesForm = <Part extends keyof Preferences>(stored: Preferences, part: Part) => {
  const [typed, type] = useState<Partial<Preferences[Part]>>({})
  const save = useSettingsCommand('savePreferences', (output) => (output.saved ? output.value : null))
  const values: Preferences[Part] = { ...stored[part], ...typed }
  const preferences: Preferences = { ...stored, [part]: values }
  const mistakes: Partial<Record<BoundedPreference, string>> = preferenceMistakes(preferences)
  const names = Object.keys(values) as (keyof Preferences[Part])[]
  const changed = names.some((name) => !Object.is(values[name], stored[part][name]))
  return {
    values,
    mistakes,
    changed,
    saving: save.isPending,
    failure: save.error === null ? null : failureOf(save.error),
    change: (change: Partial<Preferences[Part]>) => type((former) => ({ ...former, ...change })),
    discard: () => type({}),
    /** Does nothing while there is a mistake, which is shown beside its field. */
    submit: (event: SyntheticEvent) => {
      event.preventDefault()
      if (Object.keys(mistakes).length > 0) return
      save.mutate(
        { preferences: structuredClone(preferences) },
        { onSuccess: ({ saved }) => saved && type({}) },
      )
    },
  }
}
