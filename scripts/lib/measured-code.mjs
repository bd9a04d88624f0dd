import { readFileSync } from 'node:fs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'

/** The code that a section of the benchmarks measures, if it is not the engine. */
const measured = {
  sql: ['src/adapters/postgres'],
  names: ['src/adapters/postgres'],
  ledger: ['src/adapters/postgres'],
  pages: ['src/adapters/postgres'],
  processor: ['src/pipeline', 'src/contract'],
  starvation: ['src/adapters/sqs'],
  host: ['src/main', 'src/app'],
  window: ['src/renderer'],
  scroll: ['src/renderer'],
}
const engine = ['src/pipeline', 'src/adapters']

/** What git says; null if it is not there or fails, as without a history. */
const git = async (...args) => {
  const { code, text } = await run('git', args, { output: 'keep' })
  return code === 0 ? text.trim() : null
}

/** Commit and day of the last time that `npm run prove` wrote its table. */
const proof = async () => {
  const pattern = '^. Killed at a point'
  const line = await git('log', '-1', '--format=%h %cs', '-G', pattern, '--', 'docs/reliability.md')
  const [commit = '', date = ''] = (line ?? '').split(' ')
  return { commit, date }
}

/**
 * Numbers in the documents that are older than the code they measure, a line per document. They are a note, not a
 * fault.
 */
export const oldNumbers = async () => {
  const { measured: sections = {} } = JSON.parse(readFileSync(inRoot('docs/benchmarks.json'), 'utf8'))
  const benchmarks = Object.entries(sections).map(([name, { commit, date }]) => ({
    ...{ name, commit: commit.replace('+', ''), date, paths: measured[name] ?? engine },
  }))
  const lines = await Promise.all([
    lineOf('docs/benchmarks.md (npm run bench -- SECTION)', benchmarks),
    lineOf('docs/reliability.md (npm run prove -- --write)', [
      { name: 'faults', ...(await proof()), paths: engine },
    ]),
  ])
  return lines.filter((line) => line !== null)
}

const lineOf = async (document, numbers) => {
  const old = []
  for (const { name, commit, date, paths } of numbers) {
    const changes = Number(await git('rev-list', '--count', `${commit}..HEAD`, '--', ...paths))
    if (changes > 0) old.push(`${name} of ${date}, ${changes} commits ago`)
  }
  return old.length === 0 ? null : `${document}: ${old.join('; ')}`
}
