import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { loadSettings, type Flags } from '../app/config.ts'
import { openEngine } from '../app/engine.ts'
import { toFailure } from '../app/faults.ts'
import { settingsProblem } from '../app/effective-settings.ts'
import { openBrowser } from '../system/open-browser.ts'
import { serveWeb, type WebServer } from '../web/serve-web.ts'
import { print, say, sayFailure } from './output.ts'
import { onStopSignal, stoppingWords } from './signals.ts'

export interface ServeFlags extends Flags {
  readonly port: number
  readonly open: boolean
}

export interface ServePaths {
  readonly engineThread: URL
  /** The folder of the built page. */
  readonly renderer: URL
}

/** Serves the page on 127.0.0.1 until a signal comes; returns the exit code. */
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
      onTaken: () => say(takenWarning),
    })
    print(`Sluice is at ${server.url}`)
    say('The link opens one page, once. For another one press o and Enter.')
    using _ = giveLinks(server, flags.open)
    // The page shows it too, but nobody may be looking at it yet.
    const unusable = settingsProblem(settings.value)
    if (unusable !== null) sayFailure(unusable)
    // Every account can read the opener's arguments, so it gets a separate link.
    if (flags.open) openBrowser(server.link())
    await stopped.promise
    say(stoppingWords)
    await Promise.all([engine.close(), server.close()])
    return stopping.exitCode()
  } catch (error) {
    return sayFailure(toFailure(error))
  } finally {
    await engine.close()
  }
}

const takenWarning =
  'A link was opened a second time. If that was not you, somebody else on this machine has read it. ' +
  'Both its pages have been shut out; press o and Enter for a new link.'

/** Prints a new link, and opens it, whenever the terminal requests one, until it is disposed of. */
const giveLinks = (server: WebServer, opens: boolean): Disposable => {
  const lines = createInterface({ input: process.stdin })
  // A terminal that closed has no more requests.
  process.stdin.on('error', () => undefined)
  lines.on('line', (line) => {
    if (line.trim().toLowerCase() !== 'o') return
    print(`Sluice is at ${server.link()}`)
    if (opens) openBrowser(server.link())
  })
  return {
    [Symbol.dispose]: () => {
      lines.close()
      process.stdin.destroy()
    },
  }
}
