import { spawn, type ChildProcess } from 'node:child_process'
import { childEnvironment } from './child-environment.ts'

/*
 * The one place where processes are started. None of them inherits our environment: see `childEnvironment`. The linter
 * refuses `node:child_process` elsewhere.
 */

/** The account that a program runs as; null for our own. Only root can lend it another account. */
export type Account = { readonly uid: number; readonly gid: number } | null

export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null
  /** Its standard output, or both streams; empty unless requested. */
  readonly output: string
}

interface RunOptions {
  readonly account?: Account
  /** `all` for its standard error as well. */
  readonly keepsOutput?: boolean | 'all'
  /** Ends the program after this many milliseconds. */
  readonly limit?: number
}

/** The most of a program's output that is kept, in characters. */
const outputLimit = 64 * 1024

/** Runs a program to its end. Rejects if it cannot be started. */
export const runProgram = (
  program: string,
  args: readonly string[],
  { account = null, keepsOutput = false, limit }: RunOptions = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      env: childEnvironment('program', process.env),
      cwd: '/',
      // No pipe unless it is read: a server that the program starts would keep it open.
      stdio: ['ignore', keepsOutput ? 'pipe' : 'ignore', keepsOutput === 'all' ? 'pipe' : 'ignore'],
      windowsHide: true,
      ...(limit !== undefined && { timeout: limit, killSignal: 'SIGKILL' as const }),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        if (output.length < outputLimit) output += text
      })
    child.once('error', reject)
    child.once(keepsOutput ? 'close' : 'exit', (code: number | null) => resolve({ code, output }))
  })

/** A program that outlives us. */
export interface Apart {
  readonly pid: number
  /** Resolves with its exit code, -1 if a signal ended it. Never rejects. */
  readonly exited: Promise<number>
  readonly kill: () => void
}

/**
 * Starts a program in its own session: neither Ctrl-C nor our end reaches it. Its output goes to an open file.
 * Rejects if it cannot be started.
 */
export const startApart = async (
  program: string,
  args: readonly string[],
  { account = null, log }: { readonly account?: Account; readonly log: number },
): Promise<Apart> => {
  const child = spawn(program, args, {
    ...account,
    env: childEnvironment('program', process.env),
    cwd: '/',
    stdio: ['ignore', log, log],
    detached: true,
  })
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)))
  await started(child)
  child.unref()
  return { pid: child.pid ?? 0, exited, kill: () => child.kill('SIGKILL') }
}

/** Starts a program of the desktop and forgets it. If there is none of that name, nothing happens. */
export const launchDesktop = (program: string, args: readonly string[]): void => {
  const child = spawn(program, args, {
    env: childEnvironment('desktop', process.env),
    stdio: 'ignore',
    detached: true,
  })
  child.on('error', () => undefined)
  child.unref()
}

const started = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
