/** A mistake or a lack that a person can act on: shown as its sentence, without a stack. */
export class Trouble extends Error {}

/** Tells what is going on. Always on stderr, so that stdout stays clean for whoever reads it. */
export const say = (line) => process.stderr.write(`${line}\n`)

/** Runs a script's body; its answer is the exit code, and trouble is told in its own words with exit code 1. */
export const main = async (body) => {
  try {
    process.exitCode = await body()
  } catch (error) {
    say(error instanceof Trouble ? error.message : String(error?.stack ?? error))
    process.exitCode = 1
  }
}
