// npm test: every test, on any checkout. The unit and integration tests run on what was built, module by module, and
// their number is compared with the source's. `npm test -- unit` runs them on the source, `npm test -- e2e` the
// end-to-end tests, including the long ones that are otherwise left out, `npm test -- packed` these on the unpacked
// package; further arguments go to Vitest or Playwright. The last line is the summary.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { buildModules } from './lib/built-modules.mjs'
import { ensureChromium } from './lib/chromium-install.mjs'
import { projectEnvironment } from './lib/environment.mjs'
import { handOver } from './lib/hand-over.mjs'
import { ensurePgBouncer } from './lib/pgbouncer-install.mjs'
import { prepare } from './lib/prepare.mjs'
import { projectNode } from './lib/project-node.mjs'
import {
  add,
  countPlaywright,
  countRun,
  countVitest,
  failuresIn,
  failuresOfPlaywright,
  failuresOfVitest,
  inWords,
  noTests,
} from './lib/reports.mjs'
import { inRoot, root } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { compareTests, comparedFolders } from './lib/same-tests.mjs'
import { main, say, Trouble } from './lib/say.mjs'
import { tool } from './lib/tool.mjs'

const [first, ...others] = process.argv.slice(2)
const only = ['unit', 'e2e', 'packed'].includes(first) ? first : null
const extra = only === null && first !== undefined ? [first, ...others] : others

const reports = {
  unit: inRoot('.cache/reports/unit.json'),
  source: inRoot('.cache/reports/source.json'),
  e2e: inRoot('.cache/reports/e2e.json'),
}

/** Where the end-to-end tests can leave a few words on what they ran on. */
const hostNote = inRoot('test-results/host.txt')

const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reports.unit}`]

const runVitest = async (args) => {
  await ensurePgBouncer()
  const options = { env: projectEnvironment() }
  const code = await handOver(projectNode(), [tool('vitest'), 'run', ...reporters, ...args], options)
  return { name: 'unit and integration', code, counts: countRun(reports.unit, countVitest, code) }
}

/** The source's tests in the compared folders, collected but not run. */
const listSource = async () => {
  // All in one thread: collecting leaves nothing behind that could disturb a test.
  const how = ['--no-static-parse', '--pool=threads', '--no-isolate', `--json=${reports.source}`]
  const args = [tool('vitest'), 'list', ...comparedFolders, ...how]
  const { code, text } = await run(projectNode(), args, { env: projectEnvironment(), output: 'keep' })
  if (code !== 0) throw new Trouble(`${text.trimEnd()}\nThe tests of the source could not be listed.`)
  return readJson(reports.source)
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** Runs the tests on what was built. A test that exists only in the source or only here is a failure. */
const runOnBuilt = async () => {
  await buildModules()
  const { code, counts } = await runVitest(['--config', 'vitest.built.config.ts'])
  if (stopped({ code }) || !existsSync(reports.unit)) return { name: 'unit and integration', code, counts }
  const { ran, there, differences } = compareTests(readJson(reports.unit), await listSource())
  for (const difference of differences) say(difference)
  return {
    name: `unit and integration, on what was built (${ran} of the source's ${there} in ${comparedFolders.join(', ')})`,
    code,
    counts: add(counts, { ...noTests, failed: differences.length }),
  }
}

const hostName = () => {
  try {
    return `end to end, ${readFileSync(hostNote, 'utf8').trim()}`
  } catch {
    return 'end to end'
  }
}

const runEndToEnd = async () => {
  rmSync(hostNote, { force: true })
  try {
    const env = projectEnvironment({
      SLUICE_CHROMIUM: await ensureChromium(),
      // Node caches compiled code, so that each worker and each app starts faster.
      NODE_COMPILE_CACHE: inRoot('.cache/compiled'),
      PLAYWRIGHT_JSON_OUTPUT_FILE: reports.e2e,
      PLAYWRIGHT_HTML_OPEN: 'never',
      ...(only === 'packed' && { SLUICE_E2E_HOST: 'package' }),
    })
    const fewer = only === null ? ['--grep-invert', '@long'] : []
    const args = [tool('@playwright/test', 'playwright'), 'test', '--add-reporter=json', ...fewer, ...extra]
    const code = await handOver(projectNode(), args, { env })
    return { name: hostName(), code, counts: countRun(reports.e2e, countPlaywright, code) }
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    say(error.message)
    return { name: 'end to end, not started', code: 1, counts: { ...noTests, failed: 1 } }
  }
}

/** Ctrl-C: run no further tests. */
const stopped = ({ code }) => code === 130 || code === 143

await main(async () => {
  if (only === null && extra.length > 0)
    throw new Trouble('Say which tests these are for: "unit", "e2e" or "packed" first.')
  process.chdir(root)
  await prepare()
  mkdirSync(inRoot('.cache/reports'), { recursive: true })
  for (const path of Object.values(reports)) rmSync(path, { force: true })

  const unitSuites = { all: [runOnBuilt], unit: [() => runVitest(extra)], e2e: [], packed: [] }
  const runs = []
  for (const suite of [...unitSuites[only ?? 'all'], ...(only === 'unit' ? [] : [runEndToEnd])]) {
    runs.push(await suite())
    if (stopped(runs.at(-1))) return runs.at(-1).code
  }
  const total = runs.reduce((sum, { counts }) => add(sum, counts), noTests)
  console.log()
  for (const { name, counts } of runs) console.log(`${name}: ${inWords(counts)}`)
  for (const failure of [
    ...failuresIn(reports.unit, failuresOfVitest),
    ...failuresIn(reports.e2e, failuresOfPlaywright),
  ])
    console.log(`failed: ${failure}`)
  console.log(inWords(total))
  if (only === null)
    console.log(
      'Left out as they take long: some of many like cases (npm run prove) and the specs marked @long (npm test -- e2e).',
    )
  return total.failed === 0 ? 0 : 1
})
