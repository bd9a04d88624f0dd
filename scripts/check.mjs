// npm run check: checks the code without running it: format, lint, types, dead code, import rules, a few rules on
// text, and plain words. It lists numbers in docs/ that are older than the code they measure. With --with-tests it
// runs the unit and integration tests as well; `npm test` runs all.
import { existsSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { projectEnvironment } from './lib/environment.mjs'
import { oldNumbers } from './lib/measured-code.mjs'
import { wordViolations } from './lib/plain-words.mjs'
import { prepare } from './lib/prepare.mjs'
import { projectNode } from './lib/project-node.mjs'
import { inRoot } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { main } from './lib/say.mjs'
import { textViolations } from './lib/text-rules.mjs'
import { tool } from './lib/tool.mjs'

/** One task: its name and what it does. `work` returns whether all is well, and what to show if not. */
const byTool = (name, packageName, args, command) => ({
  name,
  work: async () => {
    const { code, text } = await run(projectNode(), [tool(packageName, command), ...args], {
      env: projectEnvironment(),
      output: 'keep',
    })
    return { fine: code === 0, text }
  },
})

const typesOf = (folder) =>
  existsSync(inRoot(folder, 'tsconfig.json'))
    ? [byTool(`types ${folder}`, 'typescript', ['-p', folder], 'tsc')]
    : []

const byRules = (name, findViolations) => ({
  name,
  work: async () => {
    const violations = await findViolations()
    return { fine: violations.length === 0, text: violations.join('\n') }
  },
})

/** The slow ones first, so that the two lanes end together. */
const tasks = (withTests) => [
  byTool('lint', 'eslint', ['.', '--max-warnings', '0']),
  ...['.', 'src/renderer', 'src/contract', 'src/preload'].flatMap(typesOf),
  byTool('format', 'prettier', ['--check', '.', '--log-level', 'warn']),
  byTool('dead code', 'knip', []),
  byTool(
    'imports',
    'dependency-cruiser',
    ['src', 'scripts', '--config', '.dependency-cruiser.cjs'],
    'depcruise',
  ),
  byRules('text', textViolations),
  byRules('words', wordViolations),
  ...(withTests ? [byTool('tests', 'vitest', ['run'])] : []),
]

const atOnce = 2

/** Runs the tasks in lanes and reports each as it ends. Returns those that failed. */
const workOff = async (queue) => {
  const failures = []
  const lane = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const startedAt = performance.now()
      const { fine, text } = await task.work()
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      console.log(`${fine ? 'ok    ' : 'FAILED'}  ${task.name.padEnd(20)} ${seconds.padStart(5)} s`)
      if (!fine) failures.push({ name: task.name, text })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return failures
}

await main(async () => {
  const withTests = process.argv.includes('--with-tests')
  await prepare({ built: withTests })
  const failures = await workOff(tasks(withTests))
  for (const { name, text } of failures) console.log(`\n--- ${name}\n${text.trimEnd()}`)
  const old = await oldNumbers()
  if (old.length > 0) console.log(`\nNumbers older than the code they measure; no fault:\n${old.join('\n')}`)
  console.log(failures.length === 0 ? '\nAll checks passed.' : `\n${failures.length} failed.`)
  return failures.length === 0 ? 0 : 1
})
