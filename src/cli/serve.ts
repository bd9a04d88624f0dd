import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { loadSettings, type Flags } from '../app/config.ts'
import { openEngine } from '../app/engine.ts'
import { toFailure } from '../app/faults.ts'
import { settingsProblem } from '../app/in-force.ts'
import { serveWeb } from '../web/serve-web.ts'
import { print, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'

export interface ServeFlags extends Flags {
  readonly port: number
  readonly open: boolean
}

export interface ServePaths {
  readonly engineThread: URL
  /** The folder of the built page. */
  readonly renderer: URL
}

/** Serves the page on 127.0.0.1 until a signal comes; answers the exit code. */
export const serveCommand = async (flags: ServeFlags, paths: ServePaths): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const engine = openEngine(paths.engineThread, settings.value)
  try {
    const stopped = Promise.withResolvers<void>()
    const stopping = onStopSignal(stopped.resolve)
    const server = await serveWeb(engine, {
      port: flags.port,
      rendererDir: fileURLToPath(paths.renderer),
      dataFolder: settings.value.dataFolder,
    })
    print(`Sluice is at ${server.url}`)
    // The page shows it too, but nobody may be looking at it yet.
    const unusable = settingsProblem(settings.value)
    if (unusable !== null) sayFailure(unusable)
    if (flags.open) openBrowser(server.url)
    await stopped.promise
    say('Stopping: what is under way is finished first. Again to stop at once.')
    await Promise.all([engine.close(), server.close()])
    return stopping.exitCode()
  } catch (error) {
    return sayFailure(toFailure(error))
  } finally {
    await engine.close()
  }
}

/** The system's own opener. Where there is none, the URL has been printed. */
const openBrowser = (url: string): void => {
  const [program, ...args]: readonly [string, ...string[]] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url]
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
