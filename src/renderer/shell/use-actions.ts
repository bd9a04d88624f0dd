import { useMantineColorScheme } from '@mantine/core'
import { schemeNames } from '../format/schemes.ts'
import type { QueryClient } from '@tanstack/react-query'
import { isRunning, runStateOf, type RunState } from '../../contract/run-state.ts'
import { samplesDialog } from '../features/monitor/add-samples.tsx'
import { useDryRun } from '../features/monitor/use-dry-run.ts'
import { useRunCommands } from '../features/monitor/use-run-commands.ts'
import { reportDialog } from '../features/report/open-report.ts'
import { traceDialog } from '../features/trace/open-trace.ts'
import type { Keys } from '../format/keys.ts'
import { currentRunChoices } from '../state/run-choices.ts'
import type { MonitorState } from '../state/monitor-store.ts'
import { useMonitor, useMonitorContext } from '../state/monitor-context.tsx'
import { showView, viewLabels, views } from '../state/use-view.ts'

/** In the order in which the palette shows them. */
export const actionGroups = ['Go to', 'Run', 'Saved views', 'Export', 'Connection', 'Window'] as const

/** An action that is available anywhere: in the palette, by a key, or in the native menu. */
export interface Action {
  readonly name: string
  readonly label: string
  readonly group: (typeof actionGroups)[number]
  readonly keys?: Keys
  readonly enabled: boolean
  readonly perform: () => void
}

/** Without a link to the engine, nothing can be started. */
const offeredState = ({ snapshot, link }: MonitorState): RunState => {
  const state = runStateOf(snapshot)
  return state === 'idle' && link !== 'open' ? 'none' : state
}

/** Sample messages go only to the built-in queue. */
const isQueueBuiltIn = ({ snapshot: { connection }, link }: MonitorState): boolean =>
  link === 'open' && connection.state === 'connected' && connection.source.queue.embedded

/**
 * Every action available now.
 *
 * @param queries of the connection shown
 */
export const useActions = (queries: QueryClient, openShortcuts: () => void): readonly Action[] => [
  ...goToActions,
  ...useRunActions(),
  ...useWindowActions(queries, openShortcuts),
]

const goToActions: readonly Action[] = [
  ...views.map((view, index): Action => ({
    name: `view-${view}`,
    label: viewLabels[view],
    group: 'Go to',
    keys: `mod+${index + 1}`,
    enabled: true,
    perform: () => showView(view),
  })),
  {
    name: 'trace',
    label: 'Trace a message…',
    group: 'Go to',
    enabled: true,
    perform: traceDialog.open,
  },
]

/** Actions that start, pause or stop a run, and that add messages for it. */
const useRunActions = (): readonly Action[] => {
  const state = useMonitor(offeredState)
  const { start, stop, pause, resume } = useRunCommands()
  const dryRun = useDryRun()
  const active = isRunning(state)
  const startRun = (change: Partial<ReturnType<typeof currentRunChoices>> = {}) => {
    showView('monitor')
    start.mutate({ ...currentRunChoices(), ...change })
  }
  return [
    {
      name: 'run',
      label: 'Run',
      group: 'Run',
      keys: 'mod+Enter',
      enabled: state === 'idle',
      perform: () => startRun(),
    },
    {
      name: 'run-until-stopped',
      label: 'Run until stopped',
      group: 'Run',
      enabled: state === 'idle',
      perform: () => startRun({ until: 'stopped' }),
    },
    {
      name: 'pause',
      label: state === 'paused' ? 'Resume' : 'Pause',
      group: 'Run',
      keys: 'mod+shift+Enter',
      enabled: active,
      perform: () => (state === 'paused' ? resume : pause).mutate({}),
    },
    {
      name: 'stop',
      label: 'Stop',
      group: 'Run',
      keys: 'mod+.',
      enabled: active,
      perform: () => stop.mutate({}),
    },
    {
      name: 'dry-run',
      label: 'Dry run',
      group: 'Run',
      enabled: state === 'idle' && !dryRun.looking,
      perform: () => {
        showView('monitor')
        dryRun.look()
      },
    },
    useSamplesAction(),
  ]
}

const useSamplesAction = (): Action => {
  const enabled = useMonitor(isQueueBuiltIn)
  return {
    name: 'samples',
    label: 'Add sample messages…',
    group: 'Run',
    enabled,
    perform: samplesDialog.open,
  }
}

/** Actions on the window itself: settings, colours, shortcuts, logs, reports. */
const useWindowActions = (queries: QueryClient, openShortcuts: () => void): readonly Action[] => {
  const { client, pageQueries } = useMonitorContext()
  return [
    {
      name: 'settings',
      label: 'Open the settings',
      group: 'Window',
      keys: 'mod+,',
      enabled: true,
      perform: () => showView('settings'),
    },
    {
      name: 'refresh',
      label: 'Refresh what is shown',
      group: 'Window',
      // In a browser, the browser uses this key itself.
      ...(window.sluice === undefined ? {} : { keys: 'mod+R' }),
      enabled: true,
      perform: () => {
        void client.send('tryNow', {})
        void pageQueries.invalidateQueries()
        void queries.invalidateQueries()
      },
    },
    ...useSchemeActions(),
    {
      name: 'shortcuts',
      label: 'Keyboard shortcuts',
      group: 'Window',
      keys: '?',
      enabled: true,
      perform: openShortcuts,
    },
    {
      name: 'logs',
      label: 'Show the log folder',
      group: 'Window',
      // In a browser, it is on another machine.
      enabled: window.sluice !== undefined,
      perform: () => window.sluice?.showLogs(),
    },
    {
      name: 'report',
      label: 'Report a problem…',
      group: 'Window',
      enabled: true,
      perform: reportDialog.open,
    },
  ]
}

const useSchemeActions = (): readonly Action[] => {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (['light', 'dark', 'auto'] as const).map((scheme): Action => ({
    name: `scheme-${scheme}`,
    label: `Colours: ${schemeNames[scheme]}`,
    group: 'Window',
    enabled: true,
    perform: () => setColorScheme(scheme),
  }))
}
