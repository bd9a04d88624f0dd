import type { Slowness } from '../double/script.ts'
import { section, spreadText, table } from './report-parts.ts'
import { runSide, runSides } from './side.ts'
import { spread, type Spread } from './statistics.ts'
import type { World } from './world.ts'

/** A service that answers one call after another, more slowly the more it holds: a plain loop gets about 48 messages a second. */
export const slowness: Slowness = { callMs: 50, messageMs: 0.18 }

export interface SlowStanding {
  readonly title: string
  /** How many processes at once. */
  readonly workers: number
  /** Messages a second, from the first receive to the last delete. */
  readonly rate: Spread
}

const contenders = [
  { side: 'plain', title: 'plain loop', workers: 1 },
  { side: 'sluice', title: 'Sluice', workers: 1 },
  { side: 'plain', title: 'plain loops', workers: 4 },
  { side: 'sluice', title: 'Sluice', workers: 4 },
] as const

/** Sluice beside loops that receive ten, delete ten and do nothing else, on a slow service. */
export const measureSlowService = async (
  world: World,
  options: { readonly count: number; readonly rounds: number },
  say: (line: string) => void,
): Promise<readonly SlowStanding[]> => {
  const rates = contenders.map((): number[] => [])
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [index, { side, title, workers }] of contenders.entries()) {
      await world.sql('drop schema if exists sluice cascade; drop table if exists user_logins')
      await world.fill(options.count, 0)
      // The first makes the schema, which is not part of what is measured.
      if (side === 'sluice') await runSide('prepare', { ...world, count: 0 })
      await runSides(side, { ...world, count: options.count, variant: 'shared' }, workers)
      const rate = (options.count / (await world.drainedMs())) * 1_000
      rates[index]?.push(rate)
      say(`Slow service, ${workers} × ${title}: ${rate.toFixed(1)}/s`)
    }
  }
  return contenders.map(({ title, workers }, index) => ({ title, workers, rate: spread(rates[index] ?? []) }))
}

export const slowSection = (all: readonly SlowStanding[]): string =>
  section(
    'A slow service',
    'slow-service',
    `A service that answers one call after another, each after ${slowness.callMs} ms and ${slowness.messageMs} ms more for each message that it holds. A plain loop receives ten messages, deletes them and does nothing else. From the first receive to the last delete of 600 messages.`,
    table(
      ['consumers', 'messages/s', 'of as many plain loops'],
      all.map(({ title, workers, rate }) => {
        const plain = all.find((other) => other.workers === workers)
        const share = (rate.median / (plain?.rate.median ?? NaN)) * 100
        return [`${workers} × ${title}`, spreadText(rate), `${share.toFixed(0)} %`]
      }),
    ),
  )
