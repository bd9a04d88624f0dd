import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { commandLine, compiledBefore } from './built.ts'

/** Makes a terminal that nobody sees; part of util-linux. */
const script = '/usr/bin/script'

/** Why a command cannot be run on a terminal here; null if it can. */
export const noTerminal =
  process.platform === 'linux' && existsSync(script) ? null : 'script of util-linux is not here'

/**
 * Runs the built command line on a terminal and answers a question as a person would: types once the question is
 * there. Returns the exit code and everything that was shown.
 */
export const onTerminal = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  { question, answer }: { readonly question: string; readonly answer: string },
): Promise<{ readonly code: number | null; readonly seen: string }> => {
  const quoted = [process.execPath, commandLine, ...args].map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`)
  const child = spawn(script, ['-qefc', quoted.join(' '), '/dev/null'], {
    env: { PATH: process.env.PATH, TERM: 'dumb', SHELL: '/bin/sh', ...compiledBefore, ...environment },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let seen = ''
  let isAnswered = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text
    if (isAnswered || !seen.includes(question)) return
    isAnswered = true
    child.stdin.write(answer)
  })
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, seen: seen.replaceAll('\r\n', '\n') }))
  })
}
