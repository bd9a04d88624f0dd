import type { Random } from '../double/random.ts'
import { openArena, type Arena } from './arena.ts'
import { hireCrew, type Crew } from './crew.ts'
import { isFaultless, type Verdict } from './invariant.ts'
import { startOwnPooler } from './own-pooler.ts'
import type { OwnPostgres } from './own-postgres.ts'
import type { QueueHouse } from './service.ts'
import type { Strike } from './strikes.ts'
import { startRun } from './worker-process.ts'

/** One row of the proof: what is done, how often, and to how many workers. */
export interface Fault {
  readonly name: string
  readonly workers: number
  readonly times: number
  readonly strike: Strike
  /** The row brings its own workers, which are not kept alive. */
  readonly ownWorkers?: boolean
  /** The workers reach the database through a PgBouncer. */
  readonly isPooled?: boolean
}

export interface RowResult {
  readonly fault: string
  readonly workers: number
  readonly times: number
  /** How many of them hit while messages were in flight. */
  readonly landed: number
  readonly messages: number
  readonly lost: number
  readonly doubled: number
  /** Well-formed messages that were rejected. */
  readonly wronged: number
  readonly redelivered: number
  /** What is wrong, in words; empty if nothing is. */
  readonly problems: readonly string[]
  readonly seconds: number
}

export interface Stage {
  readonly folder: string
  readonly postgres: OwnPostgres
  readonly house: QueueHouse
  readonly random: Random
}

/** Strikes while a crew works, then heals everything, drains the queue and counts. */
export const proveFault = async (fault: Fault, stage: Stage): Promise<RowResult> => {
  const startedAt = performance.now()
  const { folder, postgres, house, random } = stage
  const pooler = fault.isPooled === true ? await startOwnPooler(postgres.url('postgres')) : null
  if (fault.isPooled === true && pooler === null) throw new Error('This machine has no PgBouncer; install it')
  const arena = await openArena(folder, postgres, house, random, pooler)
  const stopFeeding = arena.feed(300, 600)
  const crew = hireCrew(arena.target, fault.ownWorkers === true ? 0 : fault.workers, stage.random)
  let landed = 0
  const problems: string[] = []
  try {
    for (let time = 0; time < fault.times; time += 1) if (await fault.strike(arena, crew)) landed += 1
  } catch (error) {
    problems.push(error instanceof Error ? error.message : 'failed')
  }
  const result = await finish(fault, { arena, crew, stopFeeding, landed, problems, startedAt })
  await pooler?.close()
  return result
}

interface Struck {
  readonly arena: Arena
  readonly crew: Crew
  readonly stopFeeding: () => Promise<void>
  readonly landed: number
  readonly problems: readonly string[]
  readonly startedAt: number
}

/** Heals everything, drains the queue and counts. */
export const finish = async (
  fault: Pick<Fault, 'name' | 'workers' | 'times'>,
  struck: Struck,
): Promise<RowResult> => {
  const { arena, crew, landed } = struck
  const problems = [...struck.problems]
  heal(arena)
  await struck.stopFeeding()
  await crew.dismiss()
  problems.push(...crew.accidents(), ...(await drainAll(arena, fault.workers)))
  const verdict = await arena.verdict()
  if (!(await arena.reconciles())) problems.push('sluice doctor --reconcile is not content')
  problems.push(...complaints(verdict))
  if (landed === 0) problems.push('not one hit while messages were in flight')
  const redelivered = await arena.ask(
    'select coalesce(sum(duplicates), 0)::integer as sum from sluice.batches',
  )
  await arena.close()
  return {
    fault: fault.name,
    workers: fault.workers,
    times: fault.times,
    landed,
    messages: verdict.messages,
    lost: verdict.lost.length,
    doubled: verdict.doubled.length,
    wronged: verdict.wronged.length,
    redelivered: Number(redelivered[0]?.sum ?? 0),
    problems,
    seconds: (performance.now() - struck.startedAt) / 1000,
  }
}

const heal = (arena: Arena): void => {
  arena.queueProxy.become({ kind: 'pass' })
  arena.postgres.proxy.become({ kind: 'pass' })
}

/** As many workers as the row had, until the queue is empty. */
const drainAll = async (arena: Arena, workers: number): Promise<readonly string[]> => {
  const drains = Array.from({ length: workers }, () => startRun(arena.target))
  const limit = setTimeout(() => drains.forEach((worker) => worker.kill('SIGKILL')), 180_000)
  const ends = await Promise.all(drains.map((worker) => worker.ended))
  clearTimeout(limit)
  return ends.flatMap(({ code, signal, stderr }) =>
    code === 0 ? [] : [`the last drain ended with ${code ?? signal}: ${stderr.slice(-300)}`],
  )
}

const complaints = (verdict: Verdict): readonly string[] => [
  ...(verdict.remaining > 0 ? [`${verdict.remaining} left in the queue`] : []),
  ...(isFaultless(verdict)
    ? []
    : (['lost', 'doubled', 'foreign', 'altered', 'wronged', 'unreconciled'] as const).flatMap((key) =>
        verdict[key].length > 0
          ? [`${verdict[key].length} ${key}: ${verdict[key].slice(0, 3).join(', ')}`]
          : [],
      )),
]
