import type { Session } from 'electron'
import { demandReady } from './readiness.ts'

type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
type Offered =
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'on'

let check: Check | null = null

const defaultSession: Pick<Session, Offered> = {
  // Main only gets the event of a download; its reaction is tested without a browser.
  on: () => defaultSession as Session,
  setPermissionCheckHandler: (handler) => {
    check = handler
  },
  // Headless Chromium asks nobody and denies; what is granted is what the check grants.
  setPermissionRequestHandler: () => undefined,
  setDevicePermissionHandler: () => undefined,
  setDisplayMediaRequestHandler: () => undefined,
}

export const session = {
  get defaultSession(): Pick<Session, Offered> {
    demandReady('Session can not be received')
    return defaultSession
  },
}

/** Main's answer to a permission; Electron grants what nobody checks. */
export const checkPermission = (permission: Parameters<Check>[1], origin: string): boolean =>
  check?.(null, permission, origin, { isMainFrame: true, requestingUrl: `${origin}/` }) ?? true
