import { useState, type SyntheticEvent } from 'react'
import type { Mistakes } from '../../../contract/settings.ts'
import { failureOf, useCommand } from '../../state/commands.ts'
import { useSettingsCommand } from './use-settings.ts'

/** The event chosen for the built-in queue and database. */
export const useEmbeddedForm = (stored: string | null, onClose: () => void) => {
  const [event, setEvent] = useState(stored)
  const [mistakes, setMistakes] = useState<Mistakes<'event'>>({})
  const save = useSettingsCommand('saveEmbedded', (output) => (output.saved ? output.value : null))
  const test = useCommand('testEmbedded')
  const error = save.error ?? test.error
  return {
    event,
    mistakes,
    changed: event !== stored,
    saving: save.isPending,
    testing: test.isPending,
    failure: error === null ? null : failureOf(error),
    /** The test's result, for the event as chosen now; null once that has changed. */
    items: test.data !== undefined && test.variables.event === event ? test.data.items : null,
    change: (changed: string | null) => {
      setEvent(changed)
      setMistakes({})
    },
    submit: (submitted: SyntheticEvent) => {
      submitted.preventDefault()
      save.mutate(
        { event },
        { onSuccess: (output) => (output.saved ? onClose() : setMistakes(output.mistakes)) },
      )
    },
    test: () => test.mutate({ event }, { onSuccess: (found) => setMistakes(found.mistakes) }),
  }
}
