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
  /** Its queue and database, by the connection's name if it has one: another window can switch the connection in use. */
  readonly place: EventPlace
  /** Whether the command line or the environment sets the event, so that nothing can be saved. */
  readonly isGiven: boolean
  /** The path of its definition; null for the built-in logins. */
  readonly path: string | null
  /** Makes it use the definition in this file; changes nothing if it already does. */
  readonly keep: (path: string) => void
}

const key = ['settings']

/** The connection in use with its definition; null while unknown. */
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
