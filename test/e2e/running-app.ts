import { spawn, type ChildProcess } from 'node:child_process'
import type { Page } from '@playwright/test'
import type * as Electron from 'electron'

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The app as a test has it, on any host. */
export interface RunningApp {
  /** The page of the first window. */
  readonly page: Page
  /** Runs a function in the main process, which sees only Electron and its argument. */
  readonly evaluate: <R, A>(
    run: (electron: typeof Electron, argument: A) => R | Promise<R>,
    argument: A,
  ) => Promise<R>
  readonly signal: (signal: NodeJS.Signals) => void
  /** How it ended, once it has. */
  readonly exit: Promise<Exit>
  /** What it wrote to its standard error. */
  readonly log: () => string
  /** Ends it, if it has not ended. */
  readonly end: () => Promise<void>
}

export const exitOf = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))

/** How long a test waits for the app to end by itself, in milliseconds. */
const endLimit = 20_000

/** Asks a process to end, and kills it if it does not. */
export const endChild = async (child: ChildProcess, exit: Promise<Exit>): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  // On Windows there is no asking, and the child is a shell that would leave the app behind.
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'])
  else child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), endLimit)
  await exit
  clearTimeout(timer)
}

/** Collects what a process writes to its standard error. */
export const logOf = (child: ChildProcess): (() => string) => {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  return () => text
}
