import type { Random } from '../double/random.ts'
import { startRun, type Ended, type WorkerProcess, type WorkerTarget } from './worker-process.ts'

/** Workers that are kept running: a killed one is replaced at once. */
export interface Crew {
  readonly members: () => readonly WorkerProcess[]
  /** One that has received something already. */
  readonly pick: () => Promise<WorkerProcess>
  /** Ends one with SIGKILL and starts another in its place. */
  readonly replace: (worker: WorkerProcess) => Promise<void>
  /** Tells one to stop and starts another in its place; returns how the old one ended. */
  readonly relieve: (worker: WorkerProcess) => Promise<Ended>
  /** Unexpected ends of workers, in words, and their reports of bugs. */
  readonly accidents: () => readonly string[]
  /** Tells all to stop and waits. */
  readonly dismiss: () => Promise<void>
}

/** A worker that is told to stop before it has begun ends by the signal itself, having touched nothing. */
const isOrderly = (worker: WorkerProcess, { code, signal }: Ended): boolean =>
  code === 0 || (signal === 'SIGTERM' && worker.lines.length === 0)

/** A worker's messages to people, without its progress. */
const wordsIn = (stderr: string): string =>
  stderr
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join('\n')
    .slice(-2_000)

export const hireCrew = (target: WorkerTarget, size: number, random: Random): Crew => {
  const accidents: string[] = []
  const expected = new WeakSet<WorkerProcess>()
  let members: readonly WorkerProcess[] = []

  const hire = (): WorkerProcess => {
    const worker = startRun(target, ['--json'])
    void worker.ended.then(({ code, signal, stderr }) => {
      if (!expected.has(worker)) accidents.push(`ended with ${code ?? signal}: ${wordsIn(stderr)}`)
      if (/internal error|unhandled|uncaught|    at /i.test(stderr)) accidents.push(`said ${wordsIn(stderr)}`)
    })
    return worker
  }

  const swap = (worker: WorkerProcess): void => {
    members = members.map((member) => (member === worker ? hire() : member))
  }

  members = Array.from({ length: size }, hire)
  return {
    members: () => members,
    pick: async () => {
      for (;;) {
        const worker = members[Math.floor(random() * members.length)]
        if (worker === undefined) throw new Error('Nobody is at work')
        const busy = worker
          .until((line) => line.received > 0)
          .then(
            () => true,
            () => false,
          )
        if (await busy) return worker
        swap(worker)
      }
    },
    replace: async (worker) => {
      expected.add(worker)
      worker.kill('SIGKILL')
      await worker.ended
      swap(worker)
    },
    relieve: async (worker) => {
      expected.add(worker)
      worker.kill('SIGTERM')
      const end = await worker.ended
      if (!isOrderly(worker, end)) accidents.push(`told to stop, ended with ${end.code ?? end.signal}`)
      swap(worker)
      return end
    },
    accidents: () => accidents,
    dismiss: async () => {
      for (const worker of members) {
        expected.add(worker)
        worker.kill('SIGTERM')
      }
      for (const worker of members) {
        const end = await worker.ended
        if (!isOrderly(worker, end)) accidents.push(`told to stop, ended with ${end.code ?? end.signal}`)
      }
    },
  }
}
