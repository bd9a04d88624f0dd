import { spawn } from 'node:child_process'
import { basename, dirname, resolve } from 'node:path'

/** One contender, in its own process: it gets ready, waits for the signal, works, and reports its figures. */
export interface SideOptions {
  readonly endpoint: string
  readonly queue: string
  readonly databaseUrl: string
  /** How many messages there are. */
  readonly count: number
  /** The most receive calls open at once, if the side has such a cap. */
  readonly receivers?: number
  /** The variant of the side, if it has several: `shared` if others drain the same queue. */
  readonly variant?: string
  /** Path of the built `engine-thread.js`, for the side that starts the engine as the app does. */
  readonly engineThread?: string
}

/** A side's work: how many messages, and further notes. */
export interface Work {
  readonly messages: number
  readonly notes?: Readonly<Record<string, number>>
}

export interface SideResult {
  readonly messages: number
  /** From the signal to the last message deleted, in milliseconds. */
  readonly ms: number
  /** Processor time of the process meanwhile, user and system, in milliseconds. */
  readonly cpuMs: number
  /** Resident memory of the process at the end, in megabytes. */
  readonly memoryMb: number
  readonly notes: Readonly<Record<string, number>>
}

/** Sluice starts as its command line starts it; the others run with Node's defaults. */
const memoryFlags = (name: string): readonly string[] =>
  name === 'sluice' || name === 'worker' ? (process.env['SLUICE_MEMORY_FLAGS'] ?? '').split(' ') : []

/** Runs the built side `name`, or the one of that path without its ending, to its end. */
export const runSide = async (name: string, options: SideOptions): Promise<SideResult> => {
  const [result] = await runSides(name, options, 1)
  if (result === undefined) throw new Error(`${name} had no result`)
  return result
}

/** Runs the side in several processes, which begin at the same moment: when all of them are ready. */
export const runSides = async (
  name: string,
  options: SideOptions,
  processes: number,
): Promise<readonly SideResult[]> => {
  const allReady = Promise.withResolvers<void>()
  let ready = 0
  const gate = (): Promise<void> => {
    ready += 1
    if (ready === processes) allReady.resolve()
    return allReady.promise
  }
  return await Promise.all(Array.from({ length: processes }, () => runThrough(gate, name, options)))
}

const runThrough = (gate: () => Promise<void>, name: string, options: SideOptions): Promise<SideResult> =>
  new Promise((settle, reject) => {
    const child = spawn(
      process.execPath,
      [
        ...memoryFlags(basename(name)),
        resolve(dirname(process.argv[1] ?? ''), `${name}.js`),
        JSON.stringify(options),
      ],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!output.includes('ready\n') && (output + text).includes('ready\n'))
        void gate().then(() => child.stdin.end('go\n'))
      output += text
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      const line = output.trim().split('\n').at(-1) ?? ''
      if (code === 0) settle(JSON.parse(line) as SideResult)
      else reject(new Error(`${name} ended with ${code}`))
    })
  })

/** For the side itself: waits for the signal, measures `work`, reports the result and ends the process. */
export const contend = async (
  prepare: (options: SideOptions) => Promise<() => Promise<number | Work>>,
): Promise<void> => {
  const work = await prepare(JSON.parse(process.argv[2] ?? '{}') as SideOptions)
  process.stdout.write('ready\n')
  await new Promise((resolve) => process.stdin.once('data', resolve))
  const cpu = process.cpuUsage()
  const start = performance.now()
  const done = await work()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  const result: SideResult = {
    messages: typeof done === 'number' ? done : done.messages,
    ms,
    cpuMs: (user + system) / 1000,
    memoryMb: process.memoryUsage.rss() / 1e6,
    notes: typeof done === 'number' ? {} : (done.notes ?? {}),
  }
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0))
}
