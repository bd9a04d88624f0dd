import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectEnvironment } from './environment.mjs'
import { handOver } from './hand-over.mjs'
import { root } from './root.mjs'
import { say } from './say.mjs'
import { explainFailedStart } from './start-failure.mjs'

/** What main wrote into its mark (`src/main/start-mark.ts`), or null if it did not get that far. */
const readMark = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/**
 * Opens the app in Electron and waits for its end. Returns `{ code }`, or `{ why }` if Electron cannot run on this
 * system: any end before our own code has left its mark counts. A refusal by Sluice itself is an end like any other.
 */
export const openWindow = async (electron, args, platform = process.platform) => {
  const env = projectEnvironment()
  // Set by some editors' terminals; it would make Electron a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  const folder = mkdtempSync(join(tmpdir(), 'sluice-start-'))
  const mark = join(folder, 'mark')
  try {
    const ask = () => askToEnd(electron, args, env)
    // On a terminal, Ctrl-C has reached Electron by itself, and twice means "exit at once".
    const options = { env, leaveToTerminal: process.stdin.isTTY === true, platform, ask }
    const code = await handOver(electron, [root, `--start-mark=${mark}`, ...args], options)
    if (readMark(mark) !== null || isInterrupted(code)) return { code }
    return { why: explainFailedStart({ code }) }
  } catch (error) {
    return { why: explainFailedStart({ error: error.code ?? 'unknown' }) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * On Windows, Electron has no console, and Ctrl-C does not reach it. A second start finds the first one and asks it
 * to end (`src/main/quit.ts`).
 */
const askToEnd = (electron, args, env) => {
  handOver(electron, [root, '--end', ...args], { env, platform: 'win32' }).catch(() =>
    say('To end Sluice, close its window.'),
  )
}

/** Ctrl-C or a request to end, before there was a window: nobody wants a browser then. */
const isInterrupted = (code) => [129, 130, 143].includes(code)
