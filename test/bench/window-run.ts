import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

/** The window's figures during a run at full speed. */
export interface WindowStanding {
  /** Messages a second meanwhile: window, engine, queue and PostgreSQL share the processor. */
  readonly rate: number
  readonly framesPerSecondMedian: number
  /** Nineteen of twenty frames came at least this fast. */
  readonly framesPerSecondP5: number
  /** Tasks of the page that took longer than 50 ms, and the longest of them. */
  readonly longTasks: number
  readonly longestTaskMs: number
  /** What came to the page from the engine: frames a second, and the largest of them. */
  readonly messagesPerSecond: number
  readonly largestBytes: number
  /** What the app ran on. */
  readonly host: string
}

/** The window's figures for a very long list of rows. Times in milliseconds. */
export interface ScrollStanding {
  readonly rows: number
  /** From asking for a count to seeing it. */
  readonly countMs: number
  readonly frames: number
  readonly frameMsMedian: number
  readonly frameMsP99: number
  readonly longestMs: number
  /** The most elements in the table's body at once. */
  readonly elements: number
  /** From a jump of the scroll bar to the values of the row in the middle. */
  readonly middleMs: number
  /** From a key to the values of the very last row. */
  readonly lastMs: number
  readonly host: string
}

/** Scrolls a list of this many rows. Needs `SLUICE_CHROMIUM`. */
export const measureScroll = async (databaseUrl: string, rows: number): Promise<ScrollStanding> => {
  const script = resolve('test/bench/window/scroll.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, databaseUrl, String(rows)])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as ScrollStanding
}

export interface WindowStandings {
  readonly shown: readonly WindowStanding[]
  readonly hidden: readonly WindowStanding[]
}

/**
 * In sight and hidden in turns, each in a separate program that drives the built app in a browser. Needs
 * `SLUICE_CHROMIUM`.
 */
export const measureWindow = async (count: number, rounds: number): Promise<WindowStandings> => {
  const script = resolve('test/bench/window/measure.ts')
  const found: Record<'shown' | 'hidden', WindowStanding[]> = { shown: [], hidden: [] }
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of ['shown', 'hidden'] as const) {
      const { stdout } = await promisify(execFile)(process.execPath, [script, String(count), kind])
      found[kind].push(JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as WindowStanding)
    }
  }
  return found
}
