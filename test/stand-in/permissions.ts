import type { Page } from 'playwright-core'
import { checkPermission } from './session.ts'
import { fromTwin, originOf } from './twin.ts'

/** The permissions that pages request, by Electron's names and by the browser's. */
const names = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['midi', 'midi'],
  ['idle-detection', 'idle-detection'],
  ['local-fonts', 'local-fonts'],
] as const

const pageTwin = 'https://sluice.app.invalid'

/** Lets main's check decide what the browser grants, so that a page gets the answers it would get in Electron. */
export const applyPermissions = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  const origin = originOf(fromTwin(`${pageTwin}/`))
  for (const [permission, name] of names) {
    const setting = checkPermission(permission, origin) ? 'granted' : 'denied'
    await session.send('Browser.setPermission', { permission: { name }, setting, origin: pageTwin })
  }
  // The session stays: its settings end with it.
}
