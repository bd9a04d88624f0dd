import { Activity, useState } from 'react'
import classes from './app.module.css'
import { EventDialog } from './features/event/event-dialog.tsx'
import { ExportLine } from './features/export/export-line.tsx'
import { AddSamples } from './features/monitor/add-samples.tsx'
import { MonitorView } from './features/monitor/monitor-view.tsx'
import { RejectedView } from './features/rejected/rejected-view.tsx'
import { ReportDialog } from './features/report/report-dialog.tsx'
import { RowsView } from './features/rows/rows-view.tsx'
import { RunsView } from './features/runs/runs-view.tsx'
import { TraceDialog } from './features/trace/trace-dialog.tsx'
import { SettingsView } from './features/settings/settings-view.tsx'
import { CutBanner } from './shell/cut-banner.tsx'
import { ExpiredPage, RestartedPage, TakenPage } from './shell/expired-page.tsx'
import { SideNav } from './shell/side-nav.tsx'
import { StatusLine } from './shell/status-line.tsx'
import { CommandPalette } from './shell/command-palette.tsx'
import { ShortcutSheet } from './shell/shortcut-sheet.tsx'
import { useActions } from './shell/use-actions.ts'
import { useMenu } from './shell/use-menu.ts'
import { useNotices } from './shell/use-notices.ts'
import { useFocusInView, usePartKeys } from './shell/use-parts.ts'
import { useShortcuts } from './shell/use-shortcuts.ts'
import { OverConnection, useConnectionQueries } from './state/connection-queries.tsx'
import { useMonitor } from './state/monitor-context.tsx'
import { useFreshQueries } from './state/use-fresh-queries.ts'
import { useView, viewLabels, type View } from './state/use-view.ts'

/** The window: the navigation beside the current view, the status line beneath both. */
export const App = () => {
  const view = useView()
  const link = useMonitor((state) => state.link)
  const scope = useConnectionQueries()
  useFreshQueries(scope.queries)
  const [sheet, showSheet] = useState(false)
  const actions = useActions(scope.queries, () => showSheet(true))
  useShortcuts(actions)
  useMenu(actions)
  useNotices()
  usePartKeys()
  const main = useFocusInView(view)
  if (link === 'expired') return <ExpiredPage />
  if (link === 'restarted') return <RestartedPage />
  if (link === 'taken') return <TakenPage />
  return (
    <div className={classes.window}>
      <a
        className={classes.skip}
        href="#main"
        onClick={(event) => {
          // The address decides which view is shown.
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to the view
      </a>
      <SideNav view={view} />
      <main ref={main} className={classes.main} aria-label={viewLabels[view]} tabIndex={-1} data-part>
        <CutBanner />
        <Views view={view} scope={scope} />
      </main>
      <ExportLine />
      <StatusLine />
      <AddSamples />
      <OverConnection scope={scope}>
        <TraceDialog />
      </OverConnection>
      <EventDialog />
      <ReportDialog />
      <CommandPalette actions={actions} />
      <ShortcutSheet actions={actions} opened={sheet} onClose={() => showSheet(false)} />
    </div>
  )
}

interface ViewsProps {
  /** The one that is shown. */
  readonly view: View
  readonly scope: ReturnType<typeof useConnectionQueries>
}

/** All views. Those that are not shown keep their state (filters, page, selection) and do nothing meanwhile. */
const Views = ({ view, scope }: ViewsProps) => {
  const mode = (name: View) => (name === view ? 'visible' : 'hidden')
  return (
    <div className={classes.views}>
      <OverConnection scope={scope}>
        <Activity mode={mode('monitor')}>
          <MonitorView />
        </Activity>
        <Activity mode={mode('rows')}>
          <RowsView />
        </Activity>
        <Activity mode={mode('rejected')}>
          <RejectedView />
        </Activity>
        <Activity mode={mode('runs')}>
          <RunsView />
        </Activity>
      </OverConnection>
      <Activity mode={mode('settings')}>
        <SettingsView />
      </Activity>
    </div>
  )
}
