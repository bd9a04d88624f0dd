import type { MonitorClient } from './monitor.ts'
import type { Notice } from './notice.ts'

/** The views that the native menu offers: those of the page, in its order, by its names. A test holds the two together. */
export const menuViews = [
  { view: 'monitor', label: 'Monitor' },
  { view: 'rows', label: 'Rows' },
  { view: 'rejected', label: 'Rejected' },
  { view: 'runs', label: 'Runs' },
  { view: 'settings', label: 'Settings' },
] as const

/** What the native menu may ask of the page, all of it. The page performs it as if its own key had been pressed. */
export const pageActions = [
  ...menuViews.map(({ view }) => `view-${view}` as const),
  'settings',
  'run',
  'pause',
  'stop',
  'refresh',
  'palette',
  'shortcuts',
  'report',
] as const

export type PageAction = (typeof pageActions)[number]

/**
 * What the page has in the desktop app: the seam to the engine, and ears for the native menu and for notices. What comes
 * before the page listens is kept until it does.
 */
export interface DesktopClient extends MonitorClient {
  /** Hears what the menu asks for from now on; the answer ends it. */
  readonly listenToMenu: (onAction: (name: PageAction) => void) => () => void
  /** Hears from now on what the system's notifications could not tell; the answer ends it. */
  readonly listenToNotices: (onNotice: (notice: Notice) => void) => () => void
  /** Opens the page of the version that a notice told of, in the browser. The page of the app does not say which address. */
  readonly openRelease: () => void
  /** Shows where the logs are in the system's own file manager. */
  readonly showLogs: () => void
  /** Opens the page on which a problem is reported, in the browser; answers whether this build knows one. */
  readonly openIssues: () => Promise<boolean>
}
