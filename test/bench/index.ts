import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fillRows } from './fill-rows.ts'
import { buildFormer, whyNoFormer } from '../support/former-version.ts'
import { measureFormer } from './former.ts'
import { measureLedger } from './ledger.ts'
import * as todaysParts from './sides/ledger-parts.ts'
import { measurePages } from './pages.ts'
import { measureProcessor } from './processor.ts'
import { toMarkdown } from './report.ts'
import { sections, type Results, type Section } from './results.ts'
import {
  measureDelay,
  measureDistance,
  measureHost,
  measureIdle,
  measureMemory,
  measureStarvation,
} from './single-runs.ts'
import type { QueueManner } from './queue-process.ts'
import { measureSize } from './size.ts'
import { measureSlowService, slowness } from './slow-service.ts'
import { compareDuplicates, compareLedgers, compareNames, compareSql } from './sql.ts'
import { compete, type Contender } from './throughput.ts'
import { measureScroll, measureWindow, type ScrollStanding } from './window-run.ts'
import { openWorld, type World } from './world.ts'

/**
 * Usage: `npm run bench [-- SECTION…] [--quick]`. Writes docs/benchmarks.md and docs/benchmarks.json; other sections
 * keep their figures. With `--report` nothing is measured and the page is rewritten. With `--quick` everything is
 * small and nothing is written, to show that it works.
 */
const args = process.argv.slice(2)
const quick = args.includes('--quick')
const wanted = args.filter((arg) => !arg.startsWith('--'))
const unknown = wanted.filter((name) => !sections.includes(name as Section))
if (unknown.length > 0) {
  process.stderr.write(`There is no section ${unknown.join(', ')}; there are ${sections.join(', ')}.\n`)
  process.exit(2)
}
const chosen = args.includes('--report') ? [] : wanted.length > 0 ? (wanted as Section[]) : sections

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}
const scale = quick ? 0.05 : 1
const rounds = quick ? 1 : 5
const times = (count: number): number => Math.min(count, Math.max(100, Math.round(count * scale)))

const mixed = { count: times(40_000), malformed: times(400) }
const ceilings: readonly Contender[] = [
  { side: 'ceiling-default', title: "does nothing, the SDK's default settings", ...mixed },
  { side: 'ceiling-tuned', title: "does nothing, Sluice's settings", ...mixed },
  { side: 'sluice', title: 'Sluice', ...mixed },
]
const settings: readonly Contender[] = [
  ['all', 'all of them'],
  ['protocol', "the SDK's JSON codec"],
  ['requestHandler', "the SDK's HTTP handler"],
  ['cacheMiddleware', 'middleware not cached'],
  ['md5', 'MD5 checked'],
  ['sha256', "the SDK's own SHA-256"],
  ['loggerMiddleware', 'with logger'],
].map(([variant = '', title = '']) => ({ side: 'ceiling-variant', variant, title, ...mixed }))
const peers: readonly Contender[] = [
  { side: 'sluice', title: 'Sluice', count: times(40_000), malformed: 0 },
  { side: 'sqs-consumer', title: 'sqs-consumer', count: times(8_000), malformed: 0 },
  { side: 'sqs-consumer', variant: '8', title: 'eight sqs-consumers', count: times(20_000), malformed: 0 },
  { side: 'assignment', title: "the assignment's algorithm", count: times(1_500), malformed: 0 },
]
const engineThread = resolve('out/main/engine-thread.js')

type Measure = (world: World) => Promise<Partial<Results>>

const near: Partial<Record<Section, Measure>> = {
  ceiling: async (world) => ({ ceiling: await compete(world, ceilings, rounds, say) }),
  peers: async (world) => ({ peers: await compete(world, peers, rounds, say) }),
  settings: async (world) => ({ settings: await compete(world, settings, rounds, say) }),
  sql: async (world) => {
    const batches = [100, 500, 1000, 5000, 10_000]
    const sql = await compareSql(world, { rows: times(100_000), rounds: quick ? 1 : 3, batches }, say)
    const again = { rows: times(100_000), rounds: quick ? 1 : 3, batch: 500 }
    const shares = [0, 0.01, 0.1, 0.5]
    return {
      sql,
      duplicates: await compareDuplicates(world, { ...again, shares }, say),
      ledgers: await compareLedgers(world, { ...again, entries: [0, 1e6, 1e7].map(times) }, say),
    }
  },
  names: async (world) => {
    const options = { rows: times(20_000), rounds: quick ? 1 : 3, batches: [10, 100, 500] }
    return { names: await compareNames(world, options, say) }
  },
  ledger: async (world) => {
    const why = await whyNoFormer()
    if (why !== null) {
      say(`Ledger: left out, ${why}.`)
      return {}
    }
    const script = await buildFormer('test/bench/sides/ledger-parts.ts', { ownCopy: true })
    const former = (await import(pathToFileURL(script).href)) as typeof todaysParts
    const entries = Number(process.env.SLUICE_BENCH_ENTRIES ?? 10_000_000)
    const options = {
      entries: times(entries),
      turnover: times(entries / 5),
      rows: times(50_000),
      turns: quick ? 1 : 7,
    }
    return { ledger: await measureLedger(world, former, todaysParts, options, say) }
  },
  former: async (world) => {
    const why = await whyNoFormer('events')
    if (why !== null) {
      say(`Former: left out, ${why}.`)
      return {}
    }
    const options = { count: times(20_000), bodies: times(1_200_000), turns: quick ? 1 : 7 }
    return { former: await measureFormer(world, options, say) }
  },
  pages: async (world) => ({
    pages: await measurePages(world, { rows: times(10_000_000), rounds }, say),
  }),
  processor: () => Promise.resolve({ processor: measureProcessor(times(200_000), rounds) }),
  host: async (world) => ({ host: await measureHost(world, times(60_000), engineThread) }),
  scroll: async (world) => {
    const scroll: ScrollStanding[] = []
    for (const rows of [1e6, 1e7].map(times)) {
      await (await fillRows(world, rows)).close()
      say(`Scroll: ${rows} rows made`)
      scroll.push(await measureScroll(world.databaseUrl, rows))
    }
    return { scroll }
  },
  window: async () => ({ window: await measureWindow(times(60_000), rounds) }),
  memory: async (world) => ({ memory: await measureMemory(world, times(1_000_000)) }),
  delay: async (world) => ({ delay: await measureDelay(world, 100, quick ? 5 : 30) }),
}

const far: Partial<Record<Section, Partial<QueueManner> & { readonly measure: Measure }>> = {
  distance: {
    latencyMs: 20,
    measure: async (world) => {
      const options = { latencyMs: 20, seconds: quick ? 2 : 10, receivers: quick ? [1, 5] : [1, 5, 20, 40] }
      return { distance: await measureDistance(world, options, say) }
    },
  },
  starvation: {
    latencyMs: 20,
    measure: async (world) => ({ starvation: await measureStarvation(world, times(400)) }),
  },
  'slow-service': {
    slowness,
    measure: async (world) => ({
      'slow-service': await measureSlowService(
        world,
        { count: quick ? 100 : 600, rounds: quick ? 1 : 3 },
        say,
      ),
    }),
  },
  size: {
    latencyMs: 1,
    measure: async (world) => {
      const options = { messages: times(100_000), idleSeconds: quick ? 15 : 180, paceSeconds: quick ? 5 : 60 }
      return { size: await measureSize(world, { ...options, paces: [1, 10, 100] }, say) }
    },
  },
  idle: { latencyMs: 1, measure: async (world) => ({ idle: await measureIdle(world, quick ? 1 : 5) }) },
}

const page = resolve('docs/benchmarks.md')
const data = resolve('docs/benchmarks.json')
const machine = {
  cores: availableParallelism(),
  model: cpus()[0]?.model.trim() ?? 'unknown',
  node: process.versions.node,
  date: new Date().toISOString().slice(0, 10),
}
/** The commit of the measurement, with `+` if files differ from it. */
const git = (...args: readonly string[]): string => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim()
const differs = git('status', '--porcelain', '--', 'src', 'test/bench') !== ''
const commit = `${git('rev-parse', '--short=8', 'HEAD')}${differs ? '+' : ''}`

let results: Results = existsSync(data)
  ? { ...(JSON.parse(readFileSync(data, 'utf8')) as Results), machine }
  : { machine }

for (const section of chosen) {
  say(`— ${section}`)
  const distant = far[section]
  const measure = distant?.measure ?? near[section]
  if (measure === undefined) continue
  const world = await openWorld(
    distant && { latencyMs: distant.latencyMs ?? 0, slowness: distant.slowness ?? null },
  )
  try {
    results = { ...results, ...(await measure(world)) }
    results = { ...results, measured: { ...results.measured, [section]: { date: machine.date, commit } } }
  } finally {
    await world.close()
  }
  if (quick) continue
  writeFileSync(data, `${JSON.stringify(results, null, 2)}\n`)
  writeFileSync(page, toMarkdown(results))
}
if (quick) say(toMarkdown(results))
else {
  writeFileSync(page, toMarkdown(results))
  say(`Written to ${page}`)
}
process.exit(0)
