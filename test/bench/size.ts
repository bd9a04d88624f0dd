import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { section, table, whole } from './report-parts.ts'
import type { World } from './world.ts'

export interface SizeStanding {
  readonly messages: number
  /** What the messages of a drain take in the database, indexes included: bytes by table. */
  readonly bytes: Readonly<Record<string, number>>
  readonly loaded: number
  readonly rejected: number
  /** Calls of the queue service for each message, while a full queue is drained. */
  readonly drainCalls: number
  /** Calls of the queue service at rest, a minute, by their action. */
  readonly idleCalls: Readonly<Record<string, number>>
  /** Messages that come at an even pace: how many a second, and how many calls for each, those at rest included. */
  readonly paces: readonly { readonly perSecond: number; readonly calls: number }[]
}

export interface SizeOptions {
  readonly messages: number
  readonly idleSeconds: number
  readonly paceSeconds: number
  readonly paces: readonly number[]
}

/** Tables whose size grows with the messages. The others grow with time or with what people do. */
const tables = ['user_logins', 'sluice.ledger', 'sluice.batches', 'sluice.rejected'] as const

/** What a message costs: room in PostgreSQL, and calls of the built command line to the queue. */
export const measureSize = async (
  world: World,
  { messages, idleSeconds, paceSeconds, paces }: SizeOptions,
  say: (line: string) => void,
): Promise<SizeStanding> => {
  await world.sql('drop schema if exists sluice cascade; drop table if exists user_logins')
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-size-'))
  try {
    await world.fill(messages)
    const before = await world.calls()
    await command(world, folder, ['--once']).ended
    const drainCalls = total(since(before, await world.calls())) / messages
    const { loaded, rejected } = await counts(world)
    const bytes = await sizes(world)
    say(`Size: ${loaded} loaded, ${rejected} rejected, ${drainCalls.toFixed(2)} calls a message`)

    const worker = command(world, folder, [])
    await sleep(45_000)
    const atRest = await world.calls()
    await sleep(idleSeconds * 1000)
    const idle = since(atRest, await world.calls())
    const measured: { perSecond: number; calls: number }[] = []
    for (const perSecond of paces) {
      const start = await world.calls()
      await world.trickle(perSecond, paceSeconds)
      const calls = total(since(start, await world.calls())) / (perSecond * paceSeconds)
      measured.push({ perSecond, calls })
      say(`Size: ${perSecond} messages/s, ${calls.toFixed(2)} calls each`)
    }
    worker.stop()
    await worker.ended
    const idleCalls = Object.fromEntries(
      Object.entries(idle).map(([action, count]) => [action, (count / idleSeconds) * 60]),
    )
    return { messages, bytes, loaded, rejected, drainCalls, idleCalls, paces: measured }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const command = (world: World, folder: string, flags: readonly string[]) => {
  const child = spawn(
    process.execPath,
    [
      resolve('out/main/cli.js'),
      ...['run', ...flags, '--queue', world.queue, '--endpoint', world.endpoint],
      ...['--database-url', world.databaseUrl],
    ],
    { env: { PATH: process.env.PATH, SLUICE_DATA_DIR: folder }, stdio: 'ignore' },
  )
  const ended = new Promise<void>((settle, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 || code === 130 ? settle() : reject(new Error(`The command ended with ${code}`)),
    )
  })
  return { ended, stop: () => child.kill('SIGTERM') }
}

type Calls = Readonly<Record<string, number>>

const since = (before: Calls, now: Calls): Calls =>
  Object.fromEntries(Object.entries(now).map(([action, count]) => [action, count - (before[action] ?? 0)]))

const total = (calls: Calls): number => Object.values(calls).reduce((sum, count) => sum + count, 0)

const counts = async (world: World): Promise<{ readonly loaded: number; readonly rejected: number }> => {
  const [row] = await world.sql(
    'select (select count(*) from user_logins) as loaded, (select count(*) from sluice.rejected) as rejected',
  )
  return { loaded: Number(row?.loaded), rejected: Number(row?.rejected) }
}

const sizes = async (world: World): Promise<Readonly<Record<string, number>>> => {
  const rows = await world.sql(
    tables
      .map((name) => `select '${name}' as name, pg_total_relation_size('${name}') as bytes`)
      .join(' union all '),
  )
  return Object.fromEntries(rows.map(({ name, bytes }) => [String(name), Number(bytes)]))
}

/** Messages a day in docs/operations.md. */
const perDay = [10_000, 100_000, 1_000_000, 10_000_000]

const minutesOfMonth = 30 * 24 * 60

export const sizeSection = (standing: SizeStanding): string => {
  const { bytes, loaded, rejected, drainCalls, idleCalls, paces } = standing
  const of = (name: (typeof tables)[number], count: number): number => (bytes[name] ?? NaN) / count
  const row = of('user_logins', loaded)
  const ledger = of('sluice.ledger', loaded)
  const batch = of('sluice.batches', loaded)
  const kept = of('sluice.rejected', rejected)
  const idle = total(idleCalls)
  const parts = table(
    ['what', 'bytes, indexes included'],
    [
      ['a row of user_logins', whole(row)],
      ['its entry in the ledger', whole(ledger)],
      ['its share of the counts in sluice.batches', batch.toFixed(1)],
      ['a rejected message', whole(kept)],
    ],
  )
  const calls = table(
    ['calls to the queue', ''],
    [
      ['a message, while a full queue is drained', drainCalls.toFixed(2)],
      ...paces.map(({ perSecond, calls: each }) => [
        `a message, if ${perSecond} ${perSecond === 1 ? 'comes' : 'come'} each second`,
        each.toFixed(2),
      ]),
      [
        `a minute, while nothing comes (${Object.entries(idleCalls)
          .filter(([, count]) => count > 0)
          .map(([action, count]) => `${action} ${count.toFixed(1)}`)
          .join(', ')})`,
        idle.toFixed(1),
      ],
    ],
  )
  const month = table(
    [
      'messages a day',
      'rows in a year',
      'ledger of a year',
      'calls a month, in bursts',
      'calls a month, evenly',
    ],
    perDay.map((day) => [
      whole(day),
      gigabytes(row * day * 365),
      gigabytes((ledger + batch) * day * 365),
      millions(idle * minutesOfMonth + drainCalls * day * 30),
      millions(evenCalls(standing, day)),
    ]),
  )
  const text =
    `${whole(standing.messages)} messages, one in a hundred malformed, drained by the built command line from a double of SQS into an empty ` +
    'PostgreSQL; then the same command left to run. The last table is worked out from these, for one worker that runs all day: either the ' +
    'messages come in bursts of thousands, or one by one at an even pace.'
  return section('What a message takes', 'size', text, [parts, calls, month].join('\n\n'))
}

/** Calls of a month whose messages come evenly: those at rest, and those for each message at the nearest pace. */
const evenCalls = ({ idleCalls, paces }: SizeStanding, day: number): number => {
  const idle = total(idleCalls)
  const perSecond = day / 86_400
  const distance = (pace: number): number => Math.abs(Math.log(pace / perSecond))
  const [nearest] = paces.toSorted((a, b) => distance(a.perSecond) - distance(b.perSecond))
  const each = (nearest?.calls ?? NaN) - idle / 60 / (nearest?.perSecond ?? NaN)
  return idle * minutesOfMonth + each * day * 30
}

const twoDigits = (value: number): string => (value >= 100 ? whole(value) : value.toPrecision(2))
const gigabytes = (bytes: number): string => `${twoDigits(bytes / 1e9)} GB`
const millions = (count: number): string => `${twoDigits(count / 1e6)} million`
