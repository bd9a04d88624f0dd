import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Gives terminal, streams and signals to a program and waits for its end. Answers its exit code; 128 + number where a
 * signal ended it.
 *
 * The program stays in this process group, so that whoever ends the group ends it too. It may therefore get one signal
 * from the terminal and once more from here: `one-signal.mjs` in the program makes one of them, or `leaveToTerminal`
 * leaves to the terminal what comes from there.
 */
export const handOver = (command, args, { env = process.env, leaveToTerminal = false } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: 'inherit' })
    const pass = (signal) => {
      if (!leaveToTerminal || signal === 'SIGTERM') child.kill(signal)
    }
    for (const signal of signals) process.on(signal, pass)

    const leave = () => {
      for (const signal of signals) process.off(signal, pass)
    }
    child.on('error', (error) => {
      leave()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      leave()
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
