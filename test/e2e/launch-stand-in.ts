import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import type { Asked, Told } from '../stand-in/control.ts'
import { toTwin } from '../stand-in/twin.ts'
import { environment, type Folders } from './folders.ts'
import { root } from './host.ts'
import { endChild, exitOf, logOf, type RunningApp } from './running-app.ts'

const pageTwin = toTwin('app://sluice/')

/** Starts the built main process in Node, on the stand-in for Electron, and connects to its Chromium. */
export const launchStandIn = (
  folders: Folders,
  variables: Readonly<Record<string, string>>,
): Promise<RunningApp> => launchMain('out/main/index.js', folders, variables)

/** Starts a packed app on the stand-in. @param resources its resources, with the archive as a folder */
export const launchPacked = (
  folders: Folders,
  resources: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<RunningApp> =>
  launchMain(join(resources, 'app.asar/out/main/index.js'), folders, {
    // A packed app checks for a screen; the stand-in's browser needs none.
    DISPLAY: ':0',
    ...variables,
    STAND_IN_RESOURCES: resources,
  })

const launchMain = async (
  main: string,
  folders: Folders,
  variables: Readonly<Record<string, string>>,
): Promise<RunningApp> => {
  const child = spawn(
    process.execPath,
    ['--import', './test/stand-in/register.ts', main, `--user-data-dir=${folders.profile}`],
    {
      cwd: root,
      env: { ...environment(folders.data), ...variables },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    },
  )
  const exit = exitOf(child)
  const log = logOf(child)
  const gone = exit.then(({ code }): never => {
    throw new Error(`The app ended with ${code} before it had a window:\n${log()}`)
  })
  const endpoint = await Promise.race([endpointOf(child), gone])
  const browser = await chromium.connectOverCDP(endpoint).catch(async (error: unknown) => {
    // An app that refuses to start ends its browser, and says why a moment later.
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 2_000))])
    throw error
  })
  const page = await Promise.race([pageOf(browser), gone])
  gone.catch(() => undefined)
  return {
    page,
    evaluate: createEvaluate(child),
    signal: (signal) => child.kill(signal),
    exit,
    log,
    end: async () => {
      await endChild(child, exit)
      await browser.close().catch(() => undefined)
    },
  }
}

const endpointOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) =>
    child.on('message', (told: Told) => {
      if (told.type === 'browser') resolve(told.endpoint)
    }),
  )

const pageOf = async (browser: Browser): Promise<Page> => {
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('The browser has no context')
  for (;;) {
    const page = context.pages().find((one) => one.url().startsWith(pageTwin))
    if (page !== undefined) return page
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const createEvaluate = (child: ChildProcess): RunningApp['evaluate'] => {
  let lastId = 0
  return (run, argument) =>
    new Promise((resolve, reject) => {
      const id = (lastId += 1)
      const hear = (told: Told) => {
        if (told.type !== 'answer' || told.id !== id) return
        child.off('message', hear)
        if (told.error === undefined) resolve(told.value as Awaited<ReturnType<typeof run>>)
        else reject(new Error(told.error))
      }
      child.on('message', hear)
      const asked: Asked = { id, source: run.toString(), argument }
      child.send(asked)
    })
}
