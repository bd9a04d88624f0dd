import { app } from 'electron'
import { failure, FailureError } from '../contract/failure.ts'

/** What names a screen on Linux. */
const screens = ['DISPLAY', 'WAYLAND_DISPLAY'] as const

/** With these, Chromium draws on no screen, and is content. */
const needless = ['headless', 'ozone-platform', 'ozone-platform-hint'] as const

/**
 * A packed app on Linux says in words that there is no screen, before Chromium ends over it with a line for its makers.
 * `npm start` has looked before it starts Electron. Throws `FailureError` with `screen-missing`.
 */
export const demandScreen = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): void => {
  if (!app.isPackaged || platform !== 'linux') return
  if (screens.some((name) => environment[name])) return
  if (needless.some((name) => app.commandLine.hasSwitch(name))) return
  throw new FailureError(failure('screen-missing'))
}
