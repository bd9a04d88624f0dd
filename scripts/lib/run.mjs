import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { toolEnvironment } from './environment.mjs'
import { root } from './root.mjs'

const onWindows = process.platform === 'win32'

/** Ends a child and everything it started. `run` must have started it, as the head of its own group. */
const endGroup = (child, signal) => {
  try {
    if (onWindows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
    else process.kill(-child.pid, signal)
  } catch {
    // It has ended already.
  }
}

/**
 * Runs a helper program to its end, as the head of its own process group, so that a limit or Ctrl-C ends all of it.
 * It does not get the variables that are meant for Sluice.
 *
 * `output` is 'stderr' (shown there, both streams) or 'keep' (returned as `text`). `limit` is in milliseconds.
 * `until` may return a promise that ends the program when it settles. Returns `{ code, ended, text }`: `code` is null
 * if the program could not be started or was killed; `ended` means that it was cut short.
 */
export const run = (
  command,
  args,
  { env = process.env, cwd = root, limit, until, output = 'stderr', shell = false } = {},
) =>
  new Promise((resolve) => {
    const streams = output === 'keep' ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2]
    const child = spawn(command, args, {
      env: toolEnvironment(env),
      cwd,
      stdio: streams,
      shell,
      detached: !onWindows,
    })
    const chunks = []
    let ended = false

    const cutShort = () => {
      ended = true
      endGroup(child, 'SIGKILL')
    }
    const timer = limit === undefined ? undefined : setTimeout(cutShort, limit)
    until?.(child).then(cutShort, cutShort)

    const giveUp = (signal) => {
      endGroup(child, signal)
      process.exit(128 + constants.signals[signal])
    }
    process.on('SIGINT', giveUp)
    process.on('SIGTERM', giveUp)

    const settle = (code) => {
      clearTimeout(timer)
      process.off('SIGINT', giveUp)
      process.off('SIGTERM', giveUp)
      resolve({ code, ended, text: Buffer.concat(chunks).toString('utf8') })
    }
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (error) => {
      chunks.push(Buffer.from(String(error.message)))
      settle(null)
    })
    child.on('close', (code) => settle(code))
  })
