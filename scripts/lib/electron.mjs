import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { projectEnvironment } from './environment.mjs'
import { projectNode } from './project-node.mjs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'
import { tool } from './tool.mjs'

const folder = inRoot('node_modules', 'electron')

const programs = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

/** The Electron to start, or null if its runtime is not on this machine. */
export const findElectron = () => {
  const elsewhere = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const recorded = join(folder, 'path.txt')
  // Written as the last step of unpacking: without it the folder may be incomplete.
  if (!elsewhere && !existsSync(recorded)) return null
  const program = existsSync(recorded)
    ? readFileSync(recorded, 'utf8')
    : (programs[process.platform] ?? 'electron')
  const path = join(elsewhere || join(folder, 'dist'), program)
  return existsSync(path) ? path : null
}

/** The longest time without a byte and the longest time in all, in milliseconds. */
const patience = 25_000
const limit = 10 * 60_000

const bytesUnder = (path) => {
  try {
    return readdirSync(path, { recursive: true })
      .map((name) => statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0)
      .reduce((sum, size) => sum + size, 0)
  } catch {
    // Not there yet, or a file was moved while we looked.
    return 0
  }
}

/** Settles when nothing new has come into these folders for a while. */
const standstill = async (folders, signal) => {
  let bytes = 0
  let since = performance.now()
  while (performance.now() - since < patience) {
    await pause(250, undefined, { signal })
    const now = folders.map(bytesUnder).reduce((sum, size) => sum + size, 0)
    if (now !== bytes) since = performance.now()
    bytes = now
  }
}

/**
 * For Electron's installer: it uses a proxy only when told to, by one of two variables depending on its version, and a
 * company's own certificates are in the system's store.
 *
 * @public for its test
 */
export const installerEnvironment = (extra) =>
  projectEnvironment({
    ELECTRON_GET_USE_PROXY: '1',
    NODE_USE_ENV_PROXY: '1',
    NODE_USE_SYSTEM_CA: '1',
    ...extra,
  })

/** The end of a tool's output: its error, without the stack. */
const lastLine = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '' && !line.startsWith('at ') && !/^[{}\]]/.test(line))

/**
 * Fetches Electron's runtime with its own installer. Gives up after half a minute without a byte, but waits for a
 * slow network. Returns whether it worked; if it did not, the end of the installer's output has been shown.
 */
export const fetchElectron = async () => {
  say("Fetching Electron's runtime; this happens once.")
  const arriving = inRoot('.cache', `electron-${process.pid}`)
  await mkdir(arriving, { recursive: true })
  const done = new AbortController()
  let isStalled = false
  const untilStalled = async () => {
    await standstill([arriving, join(folder, 'dist')], done.signal)
    isStalled = true
  }
  try {
    const { code, ended, text } = await run(projectNode(), [tool('electron', 'install-electron')], {
      // The installer downloads into the folder for temporary files, which is how its progress is seen.
      env: installerEnvironment({ TMPDIR: arriving, TEMP: arriving, TMP: arriving }),
      output: 'keep',
      limit,
      until: untilStalled,
    })
    if (isStalled) say(`Nothing has arrived for ${patience / 1_000} seconds.`)
    else if (ended) say(`It was not there after ${limit / 60_000} minutes.`)
    else if (code !== 0) say(lastLine(text) ?? `The installer ended with ${code}.`)
  } finally {
    done.abort()
    // A virus scanner may still hold a file; nothing reads the folder that remains.
    await rm(arriving, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }).catch(
      () => undefined,
    )
  }
  return findElectron() !== null
}
