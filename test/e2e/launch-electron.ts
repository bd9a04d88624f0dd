import { _electron } from '@playwright/test'
import { environment, type Folders } from './folders.ts'
import { root, type Host } from './host.ts'
import { endChild, exitOf, logOf, type RunningApp } from './running-app.ts'

/** The host of the specs, if it is not the stand-in. */
type RealHost = Extract<Host, { readonly kind: 'electron' | 'packed' }>

/**
 * How Playwright starts the app: with its sandbox, without which the specs would test another app than people have.
 * Only root cannot have one.
 */
export const launchOptions = (host: RealHost, folders: Folders, isRoot: boolean) => ({
  executablePath: host.executable,
  cwd: root,
  // Playwright omits the sandbox on Linux, unless it is told not to.
  chromiumSandbox: !isRoot,
  // A packed app contains its main; Electron is told where it is.
  args: [...(host.kind === 'electron' ? ['.'] : []), `--user-data-dir=${folders.profile}`],
})

/**
 * Starts the built app on Electron itself, or a packed app. The fuse of its inspector must be on, as it is if it was
 * packed with SLUICE_PACKAGE_DEBUG=1.
 */
export const launchElectron = async (
  host: RealHost,
  folders: Folders,
  variables: Readonly<Record<string, string>>,
): Promise<RunningApp> => {
  const app = await _electron.launch({
    ...launchOptions(host, folders, process.getuid?.() === 0),
    // The lock of the single instance is in Electron's own folder.
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
