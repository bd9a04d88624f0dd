import type { Session } from 'electron'
import { EventEmitter } from 'node:events'
import { preventable } from './preventable.ts'
import { demandReady } from './readiness.ts'

type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
type Offered =
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'on'

let check: Check | null = null

const events = new EventEmitter()

const defaultSession: Pick<Session, Offered> = {
  on: ((event: string, listener: (...args: unknown[]) => void) => {
    events.on(event, listener)
    return defaultSession
  }) as Session['on'],
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

/** What main says to a permission; Electron grants what nobody checks. */
export const checkPermission = (permission: Parameters<Check>[1], origin: string): boolean =>
  check?.(null, permission, origin, { isMainFrame: true, requestingUrl: `${origin}/` }) ?? true

/** Whether main lets a download begin; Electron asks nobody by itself. */
export const allowsDownload = (): boolean => {
  const asked = preventable({})
  events.emit('will-download', asked, {}, {})
  return !asked.defaultPrevented
}
