import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { compiledBefore } from '../support/built.ts'
import { maskKey, sealKey } from './manifest.ts'

/** One line of a worker's progress. */
export interface ProgressLine {
  readonly runId: string
  readonly phase: string
  readonly received: number
  readonly loaded: number
  readonly duplicates: number
  readonly rejected: number
  readonly released: number
}

export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** The worker's report of its run at the end, with `--json`; null if there was none. */
  readonly counts: Omit<ProgressLine, 'phase'> | null
  /** Monotonic, in milliseconds. */
  readonly at: number
}

/** A worker in its own process, which can be killed. */
export interface WorkerProcess {
  readonly pid: number
  readonly lines: readonly ProgressLine[]
  /** Its whole standard error. */
  readonly said: () => string
  readonly ended: Promise<Ended>
  readonly isRunning: () => boolean
  readonly kill: (signal: NodeJS.Signals) => void
  /** Settles at the first line of progress that fits; rejects if the worker ends first. */
  readonly until: (test: (line: ProgressLine) => boolean) => Promise<ProgressLine>
}

export interface WorkerTarget {
  readonly endpoint: string
  readonly queueName: string
  readonly databaseUrl: string
  readonly dataFolder: string
}

/** Everything in its environment that a worker reads. */
export const environmentOf = (target: WorkerTarget): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL_SQS: target.endpoint,
  AWS_REGION: 'us-east-1',
  SLUICE_QUEUE: target.queueName,
  DATABASE_URL: target.databaseUrl,
  SLUICE_DATA_DIR: target.dataFolder,
  SLUICE_MASK_KEY: maskKey,
  SLUICE_SEAL_KEY: sealKey,
})

const commandLineScript = resolve(import.meta.dirname, '../../out/main/cli.js')

/** The built command line, as people run it. */
export const startRun = (
  target: WorkerTarget,
  flags: readonly string[] = ['--once', '--json'],
  nodeFlags: readonly string[] = [],
): WorkerProcess => startWorker(target, [...nodeFlags, commandLineScript, 'run', ...flags])

/** Runs `sluice rejected retry` by rules that take more fields than the six. */
export const startRetry = (target: WorkerTarget): WorkerProcess =>
  startWorker(target, [commandLineScript, 'rejected', 'retry', '--allow-unknown-fields', '--json'])

/** Runs `sluice doctor --reconcile` to its end. */
export const startDoctor = (target: WorkerTarget): WorkerProcess =>
  startWorker(target, [commandLineScript, 'doctor', '--reconcile'])

/** Runs `sluice doctor --grant ROLE`, which prints a script. */
export const startGrant = (target: WorkerTarget, role: string): WorkerProcess =>
  startWorker(target, [commandLineScript, 'doctor', '--grant', role])

/** Runs any script under the Node of this process, with everything in its environment that a worker reads. */
export const startWorker = (
  target: WorkerTarget,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): WorkerProcess => {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...compiledBefore, ...environmentOf(target), ...environment },
  })
  const lines: ProgressLine[] = []
  const checks = new Set<() => void>()
  let stdout = ''
  let stderr = ''
  let rest = ''
  let running = true
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) if (part.startsWith('{')) lines.push(JSON.parse(part) as ProgressLine)
    for (const check of [...checks]) check()
  })
  const ended = new Promise<Ended>((settle) => {
    child.once('close', (code, signal) => {
      running = false
      const last = stdout.trim().split('\n').at(-1) ?? ''
      const counts = last.startsWith('{') ? (JSON.parse(last) as Ended['counts']) : null
      settle({ code, signal, stdout, stderr, counts, at: performance.now() })
      for (const check of [...checks]) check()
    })
  })
  return {
    pid: child.pid ?? -1,
    lines,
    said: () => stderr,
    ended,
    isRunning: () => running,
    kill: (signal) => {
      if (running) child.kill(signal)
    },
    until: (test) =>
      new Promise((settle, reject) => {
        let seen = 0
        const check = (): void => {
          const found = lines.slice(seen).find(test)
          seen = lines.length
          if (found === undefined && running) return
          checks.delete(check)
          if (found !== undefined) settle(found)
          else reject(new Error(`The worker ended before: ${stderr.slice(-500)}`))
        }
        checks.add(check)
        check()
      }),
  }
}
