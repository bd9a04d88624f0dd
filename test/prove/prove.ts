import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, type } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom } from '../double/random.ts'
import { findLeaks } from '../support/covered-view.ts'
import { findPgBouncer } from '../support/pgbouncer.ts'
import { buildWorker } from './build-worker.ts'
import { proveFault, type Fault, type RowResult } from './faults.ts'
import { startKeptQueue } from './kept-queue.ts'
import { startOwnPostgres } from './own-postgres.ts'
import { mischievous, neighbours, planFaults, queueRestarts, timesTold, untimed } from './plan.ts'
import { isKept, toMarkdown, writeTable } from './report.ts'
import { startEmulator, startMischief, startTimekeeper, type QueueHouse } from './service.ts'
import { soak } from './soak.ts'
import { runSuite, suiteHolds, suites, suitesToMarkdown, type SuiteResult } from './suites.ts'

/** `npm run prove`; see `--help` for its options. Ends with 1 if a verdict is bad. */
const { values: flags } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    hours: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: '' },
    mutations: { type: 'string', default: '1000000' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const usage = `npm run prove -- [options]
  --kills N   how many workers are killed, for one and for eight at a time (20)
  --hours H   then lets two workers run for H hours under random faults, and watches their memory (0)
  --seed S    the same seed makes the same choices
  --only T    only the faults whose name contains T
  --only cover  only the covered view of rejected bodies, which no other choice includes
  --mutations N how many mutated bodies are covered then (1,000,000)
  --write     writes the table to docs/reliability.md`

const page = resolve(import.meta.dirname, '../../docs/reliability.md')

const tell = (row: RowResult): void => {
  const numbers = `${row.landed}/${row.times} mid-work, ${row.messages} messages, ${row.lost} lost, ${row.doubled} doubled, ${row.wronged} wrongly rejected, ${row.redelivered} redelivered`
  console.log(
    `${isKept(row) ? 'kept  ' : 'BROKEN'}  ${row.fault}, ${row.workers} at work: ${numbers} (${row.seconds.toFixed(0)} s)`,
  )
  for (const problem of row.problems) console.log(`        ${problem}`)
}

const tellSuite = (result: SuiteResult): void => {
  const { name, passed, skipped, failed, seconds } = result
  console.log(
    `${suiteHolds(result) ? 'kept  ' : 'BROKEN'}  ${name}: ${passed} cases, ${skipped} skipped (${seconds.toFixed(0)} s)`,
  )
  for (const test of failed) console.log(`        ${test}`)
}

const isChosen = ({ name }: { readonly name: string }): boolean =>
  name.toLowerCase().includes(flags.only.toLowerCase())

const main = async (): Promise<number> => {
  const kills = Number(flags.kills)
  const seed = Number(flags.seed)
  const random = createRandom(seed)
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'sluice-prove-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  // If we are root, PostgreSQL runs under another account, which must be able to pass through.
  await chmod(folder, 0o711)
  const script = await buildWorker()
  opened.defer(() => rm(join(script, '..'), { recursive: true, force: true }))
  const postgres = await startOwnPostgres(join(folder, 'postgres'))
  opened.defer(postgres.close)
  const emulator = await startEmulator()
  opened.defer(emulator.close)
  console.log(`Seed ${seed}.`)

  const rows: RowResult[] = []
  const hasPooler = (await findPgBouncer()) !== null
  const prove = async (fault: Fault, house: QueueHouse): Promise<void> => {
    if (!isChosen(fault)) return
    if (fault.isPooled === true && !hasPooler) {
      console.log(`left out  ${fault.name}: this machine has no PgBouncer`)
      return
    }
    const row = await proveFault(fault, { folder, postgres, house, random })
    rows.push(row)
    tell(row)
  }
  for (const fault of [...planFaults(kills, script), ...neighbours(kills)]) await prove(fault, emulator)
  for (const fault of mischievous(kills)) {
    const house = await startMischief(seed, 0.2, 2_000)
    await prove(fault, house)
    await house.close()
  }
  for (const [how, tell] of Object.entries(timesTold)) {
    const house = await startTimekeeper(tell)
    await prove(untimed(kills, how), house)
    await house.close()
  }
  const kept = await startKeptQueue(join(folder, 'kept-queue'))
  opened.defer(kept.close)
  for (const fault of queueRestarts(kills, kept)) await prove(fault, kept)
  const lasting =
    Number(flags.hours) > 0
      ? await soak(Number(flags.hours), { folder, postgres, house: emulator, random })
      : null
  if (lasting !== null) rows.push(lasting.row)

  const played: SuiteResult[] = []
  for (const suite of suites.filter(isChosen)) {
    const result = await runSuite(suite, folder)
    played.push(result)
    tellSuite(result)
  }

  const table = [rows.length > 0 ? toMarkdown(rows) : '', played.length > 0 ? suitesToMarkdown(played) : '']
    .filter((text) => text !== '')
    .join('\n\n')
  console.log(`\n${table}${lasting === null ? '' : `\n\n${lasting.text}`}`)
  if (flags.write) {
    const where = `Node ${process.versions.node}, ${type()}, ${cpus().length} processors; seed ${seed}, --kills ${kills}.`
    writeTable(
      page,
      `${new Date().toISOString().slice(0, 10)}: ${where}\n\n${table}${lasting === null ? '' : `\n\n${lasting.text}`}`,
    )
  }
  const holds = rows.every(isKept) && played.every(suiteHolds)
  return holds && rows.length + played.length > 0 ? 0 : 1
}

/** Covers mutated bodies and looks for what must not be seen; 1 if something is. */
const proveCover = (): number => {
  const [count, seed] = [Number(flags.mutations), Number(flags.seed)]
  const leaks = findLeaks(count, seed)
  console.log(`Seed ${seed}: ${count} mutated bodies covered, ${leaks.length} canaries seen.`)
  for (const { canary, text } of leaks.slice(0, 20)) console.log(`${canary} in ${text}`)
  return leaks.length === 0 ? 0 : 1
}

if (flags.help) console.log(usage)
else if (flags.only === 'cover') process.exitCode = proveCover()
else process.exitCode = await main()
