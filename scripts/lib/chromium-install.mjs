import { aptInstall, attempt } from './apt.mjs'
import { findChromium } from './chromium.mjs'
import { projectEnvironment } from './environment.mjs'
import { projectNode } from './project-node.mjs'
import { say, Trouble } from './say.mjs'
import { tool } from './tool.mjs'

const minutes = 60_000

const fromPlaywright = async () => {
  say('No Chromium found; downloading the one of Playwright (npx playwright install chromium).')
  const command = [tool('@playwright/test', 'playwright'), 'install', 'chromium']
  await attempt(projectNode(), command, { env: projectEnvironment(), limit: 5 * minutes })
}

const shellFromSystem = () =>
  aptInstall(
    'chromium-headless-shell',
    'Still no Chromium; installing the one of the system (apt-get install chromium-headless-shell).',
  )

/** Ubuntu has no package of only the shell. */
const fromSystem = () =>
  aptInstall('chromium', 'Still none; installing all of it (apt-get install chromium).')

/**
 * The path of a Chromium for the end-to-end tests: an installed one, else Playwright's, else the system's; reports
 * each step. Throws `Trouble` with what to do if there is none.
 */
export const ensureChromium = async () => {
  const present = await findChromium()
  if (present !== null) return present
  for (const install of [fromPlaywright, shellFromSystem, fromSystem]) {
    await install()
    const path = await findChromium()
    if (path !== null) return path
  }
  throw new Trouble(
    'The end-to-end tests need a Chromium, and none could be installed. Install Chromium or Google Chrome and run ' +
      'again, or say where one is with SLUICE_CHROMIUM=/path/to/chromium.',
  )
}
