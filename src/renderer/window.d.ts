import type { MonitorClient } from '../contract/monitor.ts'

declare global {
  interface Window {
    /** Set by the preload in the desktop app; absent when the page is served over HTTP. */
    readonly sluice?: MonitorClient
  }
}
