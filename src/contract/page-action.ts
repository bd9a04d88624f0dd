import type { MonitorClient } from './monitor.ts'
import type { Notice } from './notice.ts'

/** The views that the native menu offers: those of the page, in its order, by its names. A test keeps the two equal. */
export const menuViews = [
  { view: 'monitor', label: 'Monitor' },
  { view: 'rows', label: 'Rows' },
  { view: 'rejected', label: 'Rejected' },
  { view: 'runs', label: 'Runs' },
  { view: 'settings', label: 'Settings' },
] as const

/** Everything that the native menu can ask of the page. The page does it as if its key had been pressed. */
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
 * The page's interface to the desktop app: the seam to the engine, and listeners for the native menu and for notices.
 * What comes before the page listens is kept until it does.
 */
export interface DesktopClient extends MonitorClient {
  /** Hears the menu's requests from now on; call what it returns to end that. */
  readonly listenToMenu: (onAction: (name: PageAction) => void) => () => void
  /** Hears from now on what the system's notifications could not show; call what it returns to end that. */
  readonly listenToNotices: (onNotice: (notice: Notice) => void) => () => void
  /** Opens the release page of a notice's version in the browser. The page does not choose the address. */
  readonly openRelease: () => void
  /** Shows where the logs are in the system's own file manager. */
  readonly showLogs: () => void
  /** Opens the page on which a problem is reported, in the browser; answers whether this build knows one. */
  readonly openIssues: () => Promise<boolean>
}
