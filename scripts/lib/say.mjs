/** A problem that a person can act on: shown as its sentence, without a stack. */
export class Trouble extends Error {}

/** Reports progress, always on stderr, so that stdout contains only results. */
export const say = (line) => process.stderr.write(`${line}\n`)

/** Runs a script's body; its result is the exit code, and `Trouble` is shown as its sentence, with exit code 1. */
export const main = async (body) => {
  try {
    process.exitCode = await body()
  } catch (error) {
    say(error instanceof Trouble ? error.message : String(error?.stack ?? error))
    process.exitCode = 1
  }
}
