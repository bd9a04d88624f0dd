import { embeddedProfileId } from '../../contract/settings.ts'
import { useSettings, useSettingsCommand } from '../features/settings/use-settings.ts'
import { valueOf } from '../state/answer.ts'
import { failureOf } from '../state/commands.ts'
import { useMonitor } from '../state/monitor-context.tsx'
import { showFailure } from '../ui/toast.tsx'

/** The connections, and how to switch to another; null until they are known. */
export const useConnections = () => {
  const settings = valueOf(useSettings().answer)
  const activate = useSettingsCommand('activateProfile', (view) => view)
  const isRunning = useMonitor(({ snapshot: { run } }) => run !== null && run.end === null)
  if (settings === null) return null
  const { profiles, activeId, fromEnvironment } = settings
  return {
    choices: [{ id: embeddedProfileId, name: 'Built in' }, ...profiles.map(({ id, name }) => ({ id, name }))],
    activeId,
    /** The environment sets both sides, so there is no choice. */
    isGiven: fromEnvironment.queue && fromEnvironment.database,
    isRunning,
    isChanging: activate.isPending,
    change: (id: string) => activate.mutate({ id }, { onError: (error) => showFailure(failureOf(error)) }),
  }
}
