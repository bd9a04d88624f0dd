import { _electron } from '@playwright/test'
import { environment, type Folders } from './folders.ts'
import { root } from './host.ts'
import { endChild, exitOf, logOf, type RunningApp } from './running-app.ts'

/** Starts the built app on Electron itself. */
export const launchElectron = async (
  executable: string,
  folders: Folders,
  variables: Readonly<Record<string, string>>,
): Promise<RunningApp> => {
  const app = await _electron.launch({
    executablePath: executable,
    cwd: root,
    args: ['.', `--user-data-dir=${folders.profile}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    // The lock of the single instance lies in Electron's own folder.
    env: { ...environment(folders.data), ...variables, XDG_CONFIG_HOME: folders.profile },
  })
  const child = app.process()
  const exit = exitOf(child)
  return {
    page: await app.firstWindow(),
    evaluate: (run, argument) => app.evaluate(run as never, argument as never),
    signal: (signal) => child.kill(signal),
    exit,
    log: logOf(child),
    end: () => endChild(child, exit),
  }
}
