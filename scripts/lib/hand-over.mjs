import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** How often to look whether whoever started us is still there, in milliseconds. */
const lookAround = 250

/**
 * Gives terminal, streams and signals to a program and waits for its end. Answers its exit code; 128 + number where a
 * signal ended it.
 *
 * The program stays in this process group, so that whoever ends the group ends it too. It may therefore get one signal
 * from the terminal and once more from here: the program takes what comes close together as one (see
 * `src/cli/signals.ts`), or `leaveToTerminal` leaves to the terminal what comes from there.
 *
 * A signal to npm alone does not come this far: npm hands it to the shell between us, which dies of SIGTERM and tells
 * nobody. So the end of that shell counts as a wish to stop. (A shell that waits sits out SIGINT; then npm's own process
 * is the wrong one to tell.)
 *
 * Windows has no signals: what Node calls one there ends the program at once, in the middle of its work. Its consoles tell
 * each of their programs of Ctrl-C by themselves; `ask` asks one that has no console.
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
    // Before the program starts: a signal that came just after would end us and leave it behind.
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
