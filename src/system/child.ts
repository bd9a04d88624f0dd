import { spawn, type ChildProcess } from 'node:child_process'
import { childEnvironment } from './child-environment.ts'

/*
 * The one place where processes are started. None of them inherits our environment: see `childEnvironment`. The linter
 * refuses `node:child_process` elsewhere.
 */

/** Whom a program runs as; null for ourselves. Only root can lend it another account. */
export type Account = { readonly uid: number; readonly gid: number } | null

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null
  /** What it wrote to its standard output, or to both streams; empty unless it was asked for. */
  readonly output: string
}

interface RunOptions {
  readonly account?: Account
  /** `all` for what it says of its errors as well. */
  readonly keepsOutput?: boolean | 'all'
  /** Ends the program after this many milliseconds. */
  readonly limit?: number
}

/** The most of a program's output that is kept, in characters. */
const outputLimit = 64 * 1024

/** Runs a program to its end. Rejects where it cannot be started. */
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
      // Without a pipe unless it is read: a server that the program starts would keep it open.
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

/** A program that goes on after us. */
export interface Apart {
  readonly pid: number
  /** With its exit code, -1 where a signal ended it. Never rejects. */
  readonly exited: Promise<number>
  readonly kill: () => void
}

/**
 * Starts a program in a session of its own: neither Ctrl-C nor our end reaches it. What it says goes to an open file.
 * Rejects where it cannot be started.
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

/** Starts a program of the desktop and forgets it. Where there is none of that name, nothing happens. */
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
