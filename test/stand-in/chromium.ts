import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const usual = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const

/** Where a Chromium is: the one named by `SLUICE_CHROMIUM`, one of the usual places, or Playwright's own. */
export const chromiumPath = (): string =>
  process.env.SLUICE_CHROMIUM ?? usual.find((path) => existsSync(path)) ?? chromium.executablePath()

/** Quiet on the network and the same everywhere. Its sandbox cannot start for root, so it runs without one. */
export const chromiumArguments = (): string[] => [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
