import { constants } from 'node:os'
import { projectEnvironment } from './environment.mjs'
import { handOver } from './hand-over.mjs'
import { root } from './root.mjs'

/** A program that ends like this this soon (milliseconds) never got as far as a window. */
const soon = 5_000
const libraryMissing = 127
const crashes = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL', 'SIGBUS'].map(
  (name) => 128 + (constants.signals[name] ?? 0),
)

/**
 * Opens the app in Electron and waits for its end. Answers its exit code, or null where Electron cannot run on this
 * system: a missing library, or a kernel that refuses its sandbox.
 */
export const openWindow = async (electron, args) => {
  const env = projectEnvironment()
  // Set by some editors' terminals; it would make Electron a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  const startedAt = performance.now()
  // On a terminal, Ctrl-C has reached Electron by itself, and twice means "exit at once".
  const code = await handOver(electron, [root, ...args], {
    env,
    leaveToTerminal: process.stdin.isTTY === true,
  })
  const failedToStart = [libraryMissing, ...crashes].includes(code) && performance.now() - startedAt < soon
  return failedToStart ? null : code
}
