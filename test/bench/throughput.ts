import { runSide, type SideResult } from './side.ts'
import { spread, type Spread } from './statistics.ts'
import type { World } from './world.ts'

export interface Contender {
  readonly side: string
  /** What distinguishes the side, if several contend. */
  readonly variant?: string
  readonly title: string
  /** Messages a round: slow sides get fewer. */
  readonly count: number
  /** How many of them are malformed; the others stop at the first one. */
  readonly malformed: number
}

export interface Standing {
  readonly side: string
  readonly title: string
  readonly count: number
  /** Messages a second. */
  readonly rate: Spread
  /** Processor time of the contender's process for one message, in microseconds. */
  readonly cpuPerMessage: Spread
}

/** Rounds in which every contender has its turn, so that other load on the machine affects all of them alike. */
export const compete = async (
  world: World,
  contenders: readonly Contender[],
  rounds: number,
  say: (line: string) => void,
): Promise<readonly Standing[]> => {
  const results = new Map<string, SideResult[]>(contenders.map(({ title }) => [title, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const { side, variant, count, malformed, title } of contenders) {
      await world.sql('drop schema if exists sluice cascade; drop table if exists user_logins, bench_logins')
      await world.sql(`create table bench_logins (user_id varchar(128), device_type varchar(32), masked_ip varchar(256),
        masked_device_id varchar(256), locale varchar(32), app_version varchar(32), create_date date)`)
      await world.fill(count, malformed)
      const result = await runSide(side, { ...world, count, ...(variant === undefined ? {} : { variant }) })
      results.get(title)?.push(result)
      say(
        `${title}: ${Math.round((result.messages / result.ms) * 1000)}/s, ${cpu(result).toFixed(0)} µs/message`,
      )
    }
  }
  return contenders.map((contender) => {
    const own = results.get(contender.title) ?? []
    return {
      ...contender,
      rate: spread(own.map((result) => (result.messages / result.ms) * 1000)),
      cpuPerMessage: spread(own.map(cpu)),
    }
  })
}

const cpu = (result: SideResult): number => (result.cpuMs / result.messages) * 1000
