import { sampleBodies } from '../../src/app/sample.ts'
import { readJson } from '../../src/pipeline/json.ts'
import { logins } from '../../src/contract/logins.ts'
import { compileEvent } from '../../src/pipeline/event-reader.ts'
import { createMask, type Masked } from '../../src/pipeline/mask.ts'
import { spread, type Spread } from './statistics.ts'

export interface ProcessorStanding {
  readonly work: string
  /** Messages, or masks, for each second of processor time. */
  readonly rate: Spread
}

/** What a message costs the processor apart from queue and database, beside what bare JSON.parse costs. */
export const measureProcessor = (count: number, rounds: number): readonly ProcessorStanding[] => {
  const bodies = [...sampleBodies({ count, malformed: Math.round(count / 100), seed: 7 })]
  const mask = createMask(new Uint8Array(32).fill(1))
  const readBare = compileEvent(logins, (_, value) => value as Masked).read
  const readMasked = compileEvent(logins, mask).read
  const works: Readonly<Record<string, () => void>> = {
    'JSON.parse alone': () => {
      for (const body of bodies) attempt(() => JSON.parse(body))
    },
    'read strictly': () => {
      for (const body of bodies) readJson(body)
    },
    'parse and validate': () => {
      for (const body of bodies) readBare(body)
    },
    'parse, validate and mask both fields': () => {
      for (const body of bodies) readMasked(body)
    },
    'mask one value': () => {
      for (let index = 0; index < count; index += 1) mask('ip', `10.${index & 255}.${(index >> 8) & 255}.1`)
    },
  }
  const rates = new Map<string, number[]>(Object.keys(works).map((work) => [work, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const [work, run] of Object.entries(works)) {
      const before = process.cpuUsage()
      run()
      const { user, system } = process.cpuUsage(before)
      // The first round warms the compiler up.
      if (round > 0) rates.get(work)?.push((count / (user + system)) * 1_000_000)
    }
  }
  return [...rates].map(([work, values]) => ({ work, rate: spread(values) }))
}

const attempt = (action: () => unknown): void => {
  try {
    action()
  } catch {
    // One in a hundred samples is malformed; both sides get the same ones.
  }
}
