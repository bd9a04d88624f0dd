import type { ChildProcess } from 'node:child_process'

/** The next message of a process; rejects if it ends instead. */
export const answerOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const fail = (code: number | null): void =>
      reject(new Error(`A process of the benchmark ended with ${code}`))
    child.once('exit', fail)
    child.once('message', (message) => {
      child.off('exit', fail)
      resolve(message)
    })
  })
