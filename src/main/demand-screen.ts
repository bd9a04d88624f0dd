import { app } from 'electron'
import { namesScreen } from '../app/config.ts'
import { failure, FailureError } from '../contract/failure.ts'

/** With these, Chromium needs no screen. */
const needless = ['headless', 'ozone-platform', 'ozone-platform-hint'] as const

/**
 * A packed app on Linux says in words that there is no screen, before Chromium exits with a line for its developers.
 * `npm start` has checked before it starts Electron. Throws `FailureError` with `screen-missing`.
 */
export const demandScreen = (platform: NodeJS.Platform = process.platform): void => {
  if (!app.isPackaged || platform !== 'linux' || namesScreen()) return
  if (needless.some((name) => app.commandLine.hasSwitch(name))) return
  throw new FailureError(failure('screen-missing'))
}
