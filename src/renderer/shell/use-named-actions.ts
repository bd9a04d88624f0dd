import { exportFormats, formatNames, type ExportSubject } from '../../contract/exports.ts'
import { rejectedInputs } from '../../contract/rejected.ts'
import { visible } from '../../contract/visible.ts'
import { runExport } from '../features/export/run-export.ts'
import { filtersKey, readFilters } from '../features/rejected/saved-filters.ts'
import { readViews, viewsKey } from '../features/rows/saved-views.ts'
import { useMonitor, useMonitorContext } from '../state/monitor-context.tsx'
import { useEvent } from '../state/use-event.ts'
import { viewHref } from '../state/use-view.ts'
import type { Action } from './use-actions.ts'
import { useConnections } from './use-connections.ts'

/** Actions for saved names and for whole lists: only the palette offers them. */
export const useNamedActions = (): readonly Action[] => [
  ...useSavedViews(),
  ...useSavedFilters(),
  ...useExports(),
  ...useConnectionActions(),
]

/** Read each time, as Rows changes them. */
const useSavedViews = (): readonly Action[] => {
  const event = useEvent()
  if (event === null) return []
  return readViews(localStorage.getItem(viewsKey(event.name))).map(({ name, query }) => ({
    name: `saved-view-${name}`,
    label: `Rows: ${visible(name)}`,
    group: 'Saved views',
    enabled: true,
    perform: () => {
      const params = new URLSearchParams(query)
      params.set('view', name)
      window.location.hash = `${viewHref('rows')}?${params.toString()}`
    },
  }))
}

/** Read each time, as Rejected changes them. */
const useSavedFilters = (): readonly Action[] => {
  const event = useEvent()
  if (event === null) return []
  return readFilters(localStorage.getItem(filtersKey(event.name))).map(({ name }) => ({
    name: `saved-filter-${name}`,
    label: `Rejected: ${visible(name)}`,
    group: 'Saved views',
    enabled: true,
    perform: () => {
      window.location.hash = viewHref('rejected', { filter: name })
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
    subject: {
      what: 'rejected',
      filter: { ...rejectedInputs.listRejected.parse({}).filter, state: 'all' },
      bodies: { how: 'none' },
    },
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

const useConnectionActions = (): readonly Action[] => {
  const connections = useConnections()
  if (connections === null || connections.isGiven) return []
  const { choices, activeId, isRunning, change } = connections
  return choices.map(({ id, name }) => ({
    name: `connection-${id}`,
    label: `Connect to ${visible(name)}`,
    group: 'Connection',
    enabled: !isRunning && id !== activeId,
    perform: () => change(id),
  }))
}
