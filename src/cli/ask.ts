import { createInterface } from 'node:readline/promises'
import { exitCodes } from './output.ts'

/** Whether someone is there to be asked. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY

/** Asks a question whose default answer is no. Returns null for yes, or the exit code. */
export const askFirst = async (question: string, signal: AbortSignal): Promise<number | null> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal })
    return /^y(es)?$/i.test(answer.trim()) ? null : exitCodes.done
  } catch {
    return exitCodes.interrupted
  } finally {
    terminal.close()
  }
}
