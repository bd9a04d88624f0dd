import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { projectEnvironment } from './environment.mjs'
import { projectNode } from './project-node.mjs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'
import { Trouble } from './say.mjs'

/**
 * Debian's headless shell first: without the parts of a browser that no test sees, it needs half the processor time
 * to start.
 */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
]

const usualPlaces = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
    names.map((name) => join(folder, name)),
  ),
  darwin: ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
}

const onSearchPath = () =>
  process.platform === 'win32'
    ? []
    : (process.env.PATH ?? '')
        .split(delimiter)
        .filter(Boolean)
        .flatMap((folder) => names.map((name) => join(folder, name)))

/** Where Playwright keeps, or would keep, the Chromium of its own version. */
const ofPlaywright = async () => {
  const ask = `process.stdout.write(require('playwright-core').chromium.executablePath())`
  const { code, text } = await run(projectNode(), ['-e', ask], {
    env: projectEnvironment(),
    cwd: inRoot(),
    output: 'keep',
  })
  return code === 0 ? [text] : []
}

/** Whether it starts at all: a browser without its system libraries, or Ubuntu's stand-in for a snap, does not. */
const works = async (path) => {
  if (!existsSync(path)) return false
  // Chrome on Windows opens a window instead of telling its version.
  if (process.platform === 'win32') return true
  const { code } = await run(path, ['--version'], { limit: 15_000, output: 'keep' })
  return code === 0
}

/**
 * The path of a Chromium on this machine that starts, or null. SLUICE_CHROMIUM comes first: if it does not start,
 * that is an error, and no other is tried.
 */
export const findChromium = async () => {
  const chosen = process.env.SLUICE_CHROMIUM
  if (chosen) {
    if (await works(chosen)) return chosen
    throw new Trouble(`SLUICE_CHROMIUM is ${chosen}, but that cannot be started.`)
  }
  const places = [...(usualPlaces[process.platform] ?? []), ...onSearchPath()]
  for (const path of new Set([...places, ...(await ofPlaywright())])) if (await works(path)) return path
  return null
}
