import { existsSync } from 'node:fs'
import { findChromium } from './chromium.mjs'
import { projectEnvironment } from './environment.mjs'
import { projectNode } from './project-node.mjs'
import { run } from './run.mjs'
import { say, Trouble } from './say.mjs'
import { tool } from './tool.mjs'

const minutes = 60_000

const lastWords = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(-2)
    .join('\n')

/** Runs a step quietly; where it fails, the end of what it said is shown. */
const attempt = async (command, args, options) => {
  const { code, ended, text } = await run(command, args, { ...options, output: 'keep' })
  if (code === 0) return
  say(ended ? 'That took too long.' : lastWords(text))
}

const fromPlaywright = async () => {
  say('No Chromium found; downloading the one of Playwright (npx playwright install chromium).')
  const command = [tool('@playwright/test', 'playwright'), 'install', 'chromium']
  await attempt(projectNode(), command, { env: projectEnvironment(), limit: 5 * minutes })
}

/** How to become the user who may install packages: not at all, by sudo without a password, or null. */
const asRoot = async () => {
  if (process.getuid?.() === 0) return []
  const { code } = await run('sudo', ['-n', 'true'], { limit: 10_000, output: 'keep' })
  return code === 0 ? ['sudo', '-n'] : null
}

const fromSystem = async () => {
  if (!existsSync('/usr/bin/apt-get')) return
  const prefix = await asRoot()
  if (prefix === null) return
  const apt = async (...args) => {
    const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
    await attempt(command, rest, { limit: 10 * minutes })
  }
  say('Still no Chromium; installing the one of the system (apt-get install chromium).')
  await apt('update')
  await apt('install', '-y', '--no-install-recommends', 'chromium')
}

/**
 * The path of a Chromium for the end-to-end tests: one that is there, else Playwright's, else the system's, each said
 * aloud. Throws `Trouble` with what to do where none can be had.
 */
export const ensureChromium = async () => {
  const present = await findChromium()
  if (present !== null) return present
  for (const install of [fromPlaywright, fromSystem]) {
    await install()
    const path = await findChromium()
    if (path !== null) return path
  }
  throw new Trouble(
    'The end-to-end tests need a Chromium, and none could be installed. Install Chromium or Google Chrome and run ' +
      'again, or say where one is with SLUICE_CHROMIUM=/path/to/chromium.',
  )
}
