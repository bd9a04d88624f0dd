import type { Fault } from './faults.ts'
import { faultPoints } from './fault-points.ts'
import type { KeptQueue } from './kept-queue.ts'
import * as neighbour from './neighbour-strikes.ts'
import * as strikes from './strikes.ts'
import { tableFaults } from './table-faults.ts'
import { strikeTable } from './table-strikes.ts'

/** Kills, cuts and redeliveries. `kills` sets how often each is done. */
export const planFaults = (kills: number, script: string): readonly Fault[] => {
  const some = (least: number, share: number) => Math.max(least, Math.round(kills * share))
  return [
    { name: 'Worker killed (SIGKILL)', workers: 1, times: kills, strike: strikes.kill },
    { name: 'Worker killed (SIGKILL)', workers: 8, times: kills, strike: strikes.kill },
    ...faultPoints.map((point): Fault => ({
      name: `Killed at a point: ${point}`,
      workers: 1,
      times: some(4, 0.05),
      strike: strikes.killAt(script, point),
      ownWorkers: true,
    })),
    { name: 'Told to stop (SIGTERM)', workers: 2, times: some(6, 0.1), strike: strikes.stop },
    { name: 'Suspended for three time-outs', workers: 2, times: some(2, 0.02), strike: strikes.suspend },
    { name: 'Answer of a commit lost', workers: 2, times: some(10, 0.2), strike: strikes.loseReply },
    { name: 'Database killed and restarted', workers: 2, times: some(3, 0.05), strike: strikes.killPostgres },
    {
      name: 'Database connections ended',
      workers: 2,
      times: some(10, 0.3),
      strike: strikes.terminateBackends,
    },
    { name: 'Both links reset', workers: 2, times: some(10, 0.3), strike: strikes.reset },
    { name: 'Both links refuse', workers: 2, times: some(3, 0.02), strike: strikes.refuse },
    { name: 'Both links 1 s slow', workers: 2, times: some(1, 0.02), strike: strikes.slow },
    { name: 'Both links in pieces of 173 bytes', workers: 2, times: some(1, 0.02), strike: strikes.slice },
    { name: 'Database link swallows all', workers: 1, times: 1, strike: strikes.databaseBlackHole },
    { name: 'Queue link swallows all', workers: 1, times: 1, strike: strikes.queueBlackHole },
  ]
}

/** On the double, which delivers messages again, twice in one answer and after their delete. */
export const mischievous = (kills: number): readonly Fault[] => [
  { name: 'Given again at random', workers: 8, times: 20, strike: strikes.wait },
  {
    name: 'Given again at random, and killed',
    workers: 4,
    times: Math.max(8, Math.round(kills * 0.2)),
    strike: strikes.kill,
  },
]

/** What tables, poolers, clocks and administrators do. */
export const neighbours = (kills: number): readonly Fault[] => {
  const some = (least: number, share: number) => Math.max(least, Math.round(kills * share))
  const pooled = (name: string, strike: strikes.Strike): Fault => ({
    ...{ name: `Pooler: ${name}`, workers: 2, times: some(3, 0.1), strike, isPooled: true },
  })
  return [
    ...tableFaults.map((fault): Fault => ({
      ...{ name: `Table ${fault.name}`, workers: 1, times: some(2, 0.05) },
      ...{ strike: strikeTable(fault), ownWorkers: true },
    })),
    ...(['smart', 'fast', 'immediate'] as const).map((mode): Fault => ({
      ...{ name: `Database shut down (${mode}) and restarted`, workers: 2, times: some(2, 0.05) },
      strike: neighbour.shutDownPostgres(mode),
    })),
    pooled('PgBouncer killed and restarted', neighbour.restartPooler),
    pooled('PgBouncer paused and resumed', neighbour.commandPooler('pause', 'resume')),
    pooled('connections behind PgBouncer reset', strikes.reset),
    pooled('connections behind PgBouncer ended', neighbour.endServerConnections),
    pooled('database behind PgBouncer killed and restarted', strikes.killPostgres),
    {
      name: 'Clock jumps by an hour',
      workers: 1,
      times: some(2, 0.05),
      strike: neighbour.jumpClock,
      ownWorkers: true,
    },
  ]
}

export const queueRestarts = (kills: number, service: KeptQueue): readonly Fault[] =>
  (['stopped', 'killed'] as const).map((going): Fault => ({
    ...{ name: `Queue service ${going} and restarted`, workers: 2 },
    ...{ times: Math.max(3, Math.round(kills * 0.05)), strike: neighbour.restartQueue(service, going) },
  }))

/** The service's forms of the time of sending, in place of milliseconds. */
export const timesTold: Readonly<Record<string, (milliseconds: number) => unknown>> = {
  'in seconds': (milliseconds) => String(Math.floor(milliseconds / 1_000)),
  'as nothing': () => undefined,
}

export const untimed = (kills: number, how: string): Fault => ({
  ...{ name: `Clock of the service told ${how}, and killed`, workers: 2 },
  ...{ times: Math.max(3, Math.round(kills * 0.05)), strike: neighbour.killUntimed },
})
