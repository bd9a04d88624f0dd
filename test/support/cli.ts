import { spawn } from 'node:child_process'
import { commandLine, compiledBefore } from './built.ts'

export interface CommandEnd {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningCommand {
  readonly ended: Promise<CommandEnd>
  /** Standard error so far. */
  readonly stderr: () => string
  readonly kill: (signal: NodeJS.Signals) => void
  /** Settles once standard error contains this, or the command has ended. */
  readonly says: (text: string | RegExp) => Promise<void>
}

/** Starts the built command line with only the given variables in its environment. */
export const startCommand = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): RunningCommand => {
  const child = spawn(process.execPath, [commandLine, ...args], {
    env: { PATH: process.env.PATH, ...compiledBefore, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    for (const check of waiting) check()
  })
  let isEnded = false
  const ended = new Promise<CommandEnd>((resolve) => {
    child.once('close', (code) => {
      isEnded = true
      resolve({ code, stdout, stderr })
      for (const check of waiting) check()
    })
  })
  return {
    ended,
    stderr: () => stderr,
    kill: (signal) => child.kill(signal),
    says: (text) =>
      new Promise((resolve) => {
        const check = () => {
          const found = typeof text === 'string' ? stderr.includes(text) : text.test(stderr)
          if (!found && !isEnded) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
  }
}
