import type { DesktopClient } from '../contract/page-action.ts'

declare global {
  interface Window {
    /** Set by the preload in the desktop app; absent when the page is served over HTTP. */
    readonly sluice?: DesktopClient
  }
}
