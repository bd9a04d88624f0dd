import { readdir, readFile } from 'node:fs/promises'
import { openArena } from './arena.ts'
import { hireCrew } from './crew.ts'
import type { RowResult, Stage } from './faults.ts'
import { finish } from './faults.ts'
import { reset, terminateBackends } from './strikes.ts'

/** Memory in MiB and open handles of a process; Linux only, elsewhere null. */
interface Sample {
  readonly minute: number
  readonly memory: number
  readonly handles: number
}

const look = async (pid: number, startedAt: number): Promise<Sample | null> => {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const handles = (await readdir(`/proc/${pid}/fd`)).length
    const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
    return { minute: (performance.now() - startedAt) / 60_000, memory: kilobytes / 1024, handles }
  } catch {
    return null
  }
}

/** The growth per minute, by least squares. */
const slope = (samples: readonly Sample[], value: (sample: Sample) => number): number => {
  const count = samples.length
  const meanX = samples.reduce((sum, sample) => sum + sample.minute, 0) / count
  const meanY = samples.reduce((sum, sample) => sum + value(sample), 0) / count
  const up = samples.reduce((sum, sample) => sum + (sample.minute - meanX) * (value(sample) - meanY), 0)
  const down = samples.reduce((sum, sample) => sum + (sample.minute - meanX) ** 2, 0)
  return down === 0 ? 0 : up / down
}

/** In less time than this, in minutes, a settling heap looks like a growing one. */
const leastMinutes = 10

export interface Soaked {
  readonly row: RowResult
  /** What memory and handles did, in a sentence. */
  readonly text: string
}

/**
 * A39: two workers run for hours while connections break at random. They are never restarted, and their needs must
 * not grow. The first fifth of the time, in which caches fill, is not counted.
 */
export const soak = async (hours: number, stage: Stage): Promise<Soaked> => {
  const startedAt = performance.now()
  const arena = await openArena(stage.folder, stage.postgres, stage.house, stage.random, null)
  const stopFeeding = arena.feed(300, 150)
  const crew = hireCrew(arena.target, 2, stage.random)
  const [first] = crew.members()
  const samples: Sample[] = []
  const until = startedAt + hours * 3_600_000
  let times = 0
  let landed = 0
  while (performance.now() < until) {
    times += 1
    if (await (stage.random() < 0.5 ? reset : terminateBackends)(arena, crew)) landed += 1
    const sample = first === undefined ? null : await look(first.pid, startedAt)
    if (sample !== null) samples.push(sample)
  }
  const counted = samples.filter((sample) => sample.minute >= hours * 60 * 0.2)
  const memory = slope(counted, (sample) => sample.memory)
  const handles = slope(counted, (sample) => sample.handles)
  const last = counted.at(-1)
  const problems: string[] = []
  const isLong = hours * 60 >= leastMinutes
  if (isLong && memory > 1) problems.push(`memory grows by ${memory.toFixed(2)} MiB a minute`)
  if (isLong && handles > 1) problems.push(`handles grow by ${handles.toFixed(2)} a minute`)
  const row = await finish(
    { name: `Connections broken at random for ${hours} h`, workers: 2, times },
    { arena, crew, stopFeeding, landed, problems, startedAt },
  )
  return {
    row,
    text:
      last === undefined
        ? 'Memory and handles are measured on Linux only.'
        : `Over ${hours} h the worker's memory changed by ${memory.toFixed(2)} MiB a minute (${last.memory.toFixed(0)} MiB at the end) and its handles by ${handles.toFixed(2)} a minute (${last.handles} at the end).`,
  }
}
