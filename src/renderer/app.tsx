import { Activity } from 'react'
import classes from './app.module.css'
import { MonitorView } from './features/monitor/monitor-view.tsx'
import { RejectedView } from './features/rejected/rejected-view.tsx'
import { RowsView } from './features/rows/rows-view.tsx'
import { RunsView } from './features/runs/runs-view.tsx'
import { ExpiredPage } from './shell/expired-page.tsx'
import { SideNav } from './shell/side-nav.tsx'
import { StatusLine } from './shell/status-line.tsx'
import { useViewKeys } from './shell/use-view-keys.ts'
import { useMonitor } from './state/monitor-context.tsx'
import { useFreshQueries } from './state/use-fresh-queries.ts'
import { useView, type View } from './state/use-view.ts'

/** The window: navigation beside the view on show, the status line beneath both. */
export const App = () => {
  const view = useView()
  const expired = useMonitor((state) => state.link === 'expired')
  useFreshQueries()
  useViewKeys()
  if (expired) return <ExpiredPage />

  // Views that are not on show keep their state (filters, page, selection) and do nothing meanwhile.
  const mode = (name: View) => (name === view ? 'visible' : 'hidden')
  return (
    <div className={classes.window}>
      <SideNav view={view} />
      <main className={classes.main}>
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
      </main>
      <StatusLine />
    </div>
  )
}
