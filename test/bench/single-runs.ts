import { runSide } from './side.ts'
import type { World } from './world.ts'

type Say = (line: string) => void

export interface DistanceStanding {
  readonly receivers: number
  readonly rate: number
  /** Ten messages every round trip, for each receiver. */
  readonly possible: number
}

/** How throughput grows with receivers if the queue is far away. */
export const measureDistance = async (
  world: World,
  options: { readonly latencyMs: number; readonly seconds: number; readonly receivers: readonly number[] },
  say: Say,
): Promise<readonly DistanceStanding[]> => {
  const standings: DistanceStanding[] = []
  for (const receivers of options.receivers) {
    const possible = receivers * (1000 / options.latencyMs) * 10
    // No more than this machine could do with a near queue, or the round would take longer than planned.
    const count = Math.round(Math.min(possible, 6_000) * options.seconds)
    await reset(world)
    await world.fill(count)
    const { messages, ms } = await runSide('sluice', { ...world, count, receivers })
    const rate = (messages / ms) * 1000
    standings.push({ receivers, rate, possible })
    say(`${options.latencyMs} ms away, ${receivers} receivers: ${Math.round(rate)}/s of ${possible}`)
  }
  return standings
}

export interface StarvationStanding {
  readonly title: string
  /** How long a delete takes while long polls are open, in milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** Whether a delete waits behind long polls: with one client for both, and with Sluice's two. */
export const measureStarvation = async (
  world: World,
  deletes: number,
): Promise<readonly StarvationStanding[]> => {
  const standings: StarvationStanding[] = []
  await world.fill(0)
  for (const variant of ['5', '50', '200', 'sluice']) {
    const { notes } = await runSide('starvation', { ...world, count: deletes, variant })
    const title = variant === 'sluice' ? "Sluice's two clients" : `one client, ${variant} connections`
    standings.push({ title, p50: notes.p50 ?? NaN, p99: notes.p99 ?? NaN })
  }
  return standings
}

export interface HostStanding {
  readonly rate: number
  /** How late the event loop of the process that has the windows ran, in milliseconds. */
  readonly delayP99Ms: number
  readonly framesPerSecond: number
}

/** Electron's main process while its engine's thread drains at full speed. */
export const measureHost = async (
  world: World,
  count: number,
  engineThread: string,
): Promise<HostStanding> => {
  await reset(world)
  await world.fill(count)
  const { messages, ms, notes } = await runSide('host', { ...world, count, engineThread })
  return {
    rate: (messages / ms) * 1000,
    delayP99Ms: notes.delayP99Ms ?? NaN,
    framesPerSecond: ((notes.frames ?? NaN) / ms) * 1000,
  }
}

export interface MemoryStanding {
  readonly messages: number
  readonly mostMb: number
  readonly slopeMbPerMinute: number
}

export const measureMemory = async (world: World, count: number): Promise<MemoryStanding> => {
  await reset(world)
  await world.keepFull(count, 20_000)
  const { messages, notes } = await runSide('sluice', { ...world, count })
  return { messages, mostMb: notes.mostMb ?? NaN, slopeMbPerMinute: notes.slopeMbPerMinute ?? NaN }
}

export interface DelayStanding {
  readonly perSecond: number
  /** From sending to committed, in milliseconds, both by the clock of this machine. */
  readonly p50: number
  readonly p99: number
}

/** A worker that runs without an end, on a queue that gets messages at an even pace. */
export const measureDelay = async (
  world: World,
  perSecond: number,
  seconds: number,
): Promise<DelayStanding> => {
  await reset(world)
  await world.fill(0)
  const worker = runSide('worker', { ...world, count: seconds + 6 })
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  await world.trickle(perSecond, seconds)
  await worker
  const [row] = await world.sql(`select
    percentile_cont(0.5) within group (order by extract(epoch from loaded_at - sent_at) * 1000) as p50,
    percentile_cont(0.99) within group (order by extract(epoch from loaded_at - sent_at) * 1000) as p99
    from sluice.loaded`)
  return { perSecond, p50: Number(row?.p50), p99: Number(row?.p99) }
}

export interface IdleStanding {
  readonly minutes: number
  readonly receivesPerMinute: number
  /** Share of one core, in percent. */
  readonly processorPercent: number
}

/** A worker on an empty queue. The calls exclude the first half minute, in which it still polls often. */
export const measureIdle = async (world: World, minutes: number): Promise<IdleStanding> => {
  await reset(world)
  await world.fill(0)
  const warmUp = 45
  const worker = runSide('worker', { ...world, count: warmUp + minutes * 60 })
  await new Promise((resolve) => setTimeout(resolve, warmUp * 1000))
  const before = await world.receives()
  const { cpuMs, ms } = await worker
  const receivesPerMinute = ((await world.receives()) - before) / minutes
  return { minutes, receivesPerMinute, processorPercent: (cpuMs / ms) * 100 }
}

const reset = (world: World): Promise<unknown> =>
  world.sql('drop schema if exists sluice cascade; drop table if exists user_logins')
