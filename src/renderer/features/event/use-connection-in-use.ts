import { useQueryClient } from '@tanstack/react-query'
import type { EventPlace } from '../../../contract/event-editing.ts'
import { failure } from '../../../contract/failure.ts'
import type { CommandOutputs } from '../../../contract/monitor.ts'
import type { Result } from '../../../contract/result.ts'
import { embeddedProfileId, type SettingsView } from '../../../contract/settings.ts'
import { valueOf } from '../../state/answer.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { useAnswer } from '../../state/use-answer.ts'
import { showFailure } from '../../ui/toast.tsx'

export interface ConnectionInUse {
  /** Its queue and database by its own name where it has one: another window may bring another connection into use. */
  readonly place: EventPlace
  /** Whether the command line or the environment says which event it is, so that nothing can be kept. */
  readonly isGiven: boolean
  /** Of its definition; null for the logins that are built in. */
  readonly path: string | null
  /** Has it use the definition in this file, which changes nothing where it does so already. */
  readonly keep: (path: string) => void
}

const key = ['settings']

/** The definition of the connection in use; null while that is not known. */
export const useConnectionInUse = (): ConnectionInUse | null => {
  const { client } = useMonitorContext()
  const queries = useQueryClient()
  const { answer } = useAnswer({ key, ask: (asked) => asked.send('getSettings', {}), side: 'sluice' })
  const settings = valueOf(answer)
  if (settings === null) return null
  const profile = settings.profiles.find(({ id }) => id === settings.activeId)
  const path = profile === undefined ? settings.embeddedEvent : profile.event
  const heard = (result: Result<CommandOutputs['saveEmbedded' | 'saveProfile']>): void => {
    if (!result.ok) showFailure(result.failure)
    else if (!result.value.saved) {
      const problems = Object.values(result.value.mistakes).join(' ')
      showFailure(failure('settings-invalid', { problems }))
    }
    void queries.invalidateQueries({ queryKey: key })
  }
  const { fromEnvironment } = settings
  const isOwn = profile !== undefined && !fromEnvironment.queue && !fromEnvironment.database
  return {
    place: isOwn ? { kind: 'profile', profile: draftOf(profile, profile.event) } : { kind: 'in-use' },
    isGiven: fromEnvironment.event || (fromEnvironment.queue && fromEnvironment.database),
    path: settings.activeId === embeddedProfileId ? settings.embeddedEvent : path,
    keep: (next) => {
      if (next === path) return
      if (profile === undefined) void client.send('saveEmbedded', { event: next }).then(heard)
      else void client.send('saveProfile', { profile: draftOf(profile, next) }).then(heard)
    },
  }
}

const draftOf = ({ hasPassword: _, ...profile }: SettingsView['profiles'][number], event: string | null) => ({
  ...{ ...profile, event, password: null },
})
