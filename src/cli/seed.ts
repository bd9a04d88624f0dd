import { randomInt } from 'node:crypto'
import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { seedQueue } from '../app/headless/seed-queue.ts'
import { exitCodes, print, sayFailure } from './output.ts'

export interface SeedFlags extends Flags {
  readonly count: number
  readonly malformed: number
  readonly seed?: number
  readonly sameIds?: boolean
}

/** Sends sample messages to the queue; returns the exit code. */
export const seedCommand = async (flags: SeedFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const seed = flags.seed ?? randomInt(2 ** 31)
  const { count, malformed } = flags
  try {
    const options = { count, malformed, seed, withOriginIds: flags.sameIds === true }
    const { sent, queue } = await seedQueue(settings.value, options, queueThread)
    print(`${sent} messages sent to ${queue}, ${malformed} of them malformed (seed ${seed}).`)
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
