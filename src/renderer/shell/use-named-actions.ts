import { embeddedProfileId } from '../../contract/settings.ts'
import { exportFormats, formatNames, type ExportSubject } from '../../contract/exports.ts'
import { rejectedInputs } from '../../contract/rejected.ts'
import { visible } from '../../contract/visible.ts'
import { runExport } from '../features/export/run-export.ts'
import { readViews, viewsKey } from '../features/rows/saved-views.ts'
import { useSettings, useSettingsCommand } from '../features/settings/use-settings.ts'
import { valueOf } from '../state/answer.ts'
import { failureOf } from '../state/commands.ts'
import { useMonitor, useMonitorContext } from '../state/monitor-context.tsx'
import { useEvent } from '../state/use-event.ts'
import { viewHref } from '../state/use-view.ts'
import { showFailure } from '../ui/toast.tsx'
import type { Action } from './use-actions.ts'

/** What can be asked for by a name that people gave, or for a whole list: only the palette offers it. */
export const useNamedActions = (): readonly Action[] => [
  ...useSavedViews(),
  ...useExports(),
  ...useConnections(),
]

/** Read anew each time: Rows keeps them. */
const useSavedViews = (): readonly Action[] => {
  const event = useEvent()
  if (event === null) return []
  return readViews(localStorage.getItem(viewsKey(event.name))).map(({ name, query }) => ({
    name: `saved-view-${name}`,
    label: `Rows: ${visible(name)}`,
    group: 'Saved views',
    enabled: true,
    perform: () => {
      window.location.hash = query === '' ? viewHref('rows') : `${viewHref('rows')}?${query}`
    },
  }))
}

const lists: readonly { readonly label: string; readonly subject: ExportSubject }[] = [
  {
    label: 'Export all rows',
    subject: { what: 'rows', sort: { column: null, descending: true }, filters: [] },
  },
  {
    label: 'Export all rejected messages',
    subject: { what: 'rejected', filter: { ...rejectedInputs.listRejected.parse({}).filter, state: 'all' } },
  },
]

const useExports = (): readonly Action[] => {
  const { client } = useMonitorContext()
  const enabled = useMonitor(
    ({ link, snapshot }) =>
      link === 'open' && snapshot.connection.state === 'connected' && snapshot.export === null,
  )
  return lists.flatMap(({ label, subject }) =>
    exportFormats.map((format): Action => ({
      name: `export-${subject.what}-${format}`,
      label: `${label} as ${formatNames[format]}`,
      group: 'Export',
      enabled,
      perform: () => void runExport(client, subject, format),
    })),
  )
}

const useConnections = (): readonly Action[] => {
  const settings = valueOf(useSettings().answer)
  const activate = useSettingsCommand('activateProfile', (view) => view)
  const isRunning = useMonitor(({ snapshot: { run } }) => run !== null && run.end === null)
  if (settings === null || (settings.fromEnvironment.queue && settings.fromEnvironment.database)) return []
  return [{ id: embeddedProfileId, name: 'Built in' }, ...settings.profiles].map(({ id, name }): Action => ({
    name: `connection-${id}`,
    label: `Connect to ${visible(name)}`,
    group: 'Connection',
    enabled: !isRunning && id !== settings.activeId,
    perform: () => activate.mutate({ id }, { onError: (error) => showFailure(failureOf(error)) }),
  }))
}
