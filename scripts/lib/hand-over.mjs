import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** How often to check whether our parent is still there, in milliseconds. */
const lookAround = 250

/**
 * Gives terminal, streams and signals to a program and waits for its end. Returns its exit code, or 128 + number if a
 * signal ended it.
 *
 * The program stays in this process group, so that ending the group ends it too. It may therefore get the same signal
 * from the terminal and from here: the program treats signals close together as one (see `src/cli/signals.ts`), or
 * `leaveToTerminal` leaves to the terminal what comes from there.
 *
 * A signal to npm alone does not reach us: npm passes it to the shell between us, which dies of SIGTERM and does not
 * pass it on. So the end of that shell counts as a request to stop. (A waiting shell ignores SIGINT; then npm's own
 * process is the wrong target.)
 *
 * Windows has no signals: what Node calls one there ends the program at once, in the middle of its work. Its consoles
 * report Ctrl-C to each of their programs; `ask` asks one without a console.
 */
export const handOver = (
  command,
  args,
  { env = process.env, leaveToTerminal = false, platform = process.platform, ask = () => {} } = {},
) =>
  new Promise((resolve, reject) => {
    let told = false
    const pass = (signal) => {
      told = true
      if (platform === 'win32') ask()
      else if (!leaveToTerminal || signal === 'SIGTERM') child.kill(signal)
    }
    // Before the program starts: a signal just after would end us and leave it behind.
    for (const signal of signals) process.on(signal, pass)
    const child = spawn(command, args, { env, stdio: 'inherit' })

    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      // The signal that ended the shell may have come here as well; another one would mean "at once".
      if (!told) child.kill('SIGINT')
    }, lookAround)

    const leave = () => {
      clearInterval(watch)
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
