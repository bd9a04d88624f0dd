import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

/** How the window bore a run at full speed. */
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

/** In a program of its own, which drives the built app in a browser. Needs `SLUICE_CHROMIUM`. */
export const measureWindow = async (count: number): Promise<WindowStanding> => {
  const script = resolve('test/bench/window/measure.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(count)])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as WindowStanding
}
