import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { inRoot, root } from './root.mjs'

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

const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' })

/** How many commits since then have changed the code; null if git does not know that commit. */
const changesSince = (commit, paths) => {
  const { status, stdout } = git('rev-list', '--count', `${commit}..HEAD`, '--', ...paths)
  return status === 0 ? Number(stdout) : null
}

/** Commit and day of the last time that `npm run prove` wrote its table. */
const proof = () => {
  const { stdout } = git(
    'log',
    '-1',
    '--format=%h %cs',
    '-G',
    '^. Killed at a point',
    '--',
    'docs/reliability.md',
  )
  const [commit, date] = stdout.trim().split(' ')
  return { commit, date }
}

/** Numbers in the documents that are older than the code they measure, one line a document. They are a note, not a fault. */
export const oldNumbers = () => {
  const { measured: sections = {} } = JSON.parse(readFileSync(inRoot('docs/benchmarks.json'), 'utf8'))
  const benchmarks = Object.entries(sections).map(([name, { commit, date }]) => ({
    ...{ name, commit: commit.replace('+', ''), date, paths: measured[name] ?? engine },
  }))
  return [
    lineOf('docs/benchmarks.md (npm run bench -- SECTION)', benchmarks),
    lineOf('docs/reliability.md (npm run prove -- --write)', [{ name: 'faults', ...proof(), paths: engine }]),
  ].filter((line) => line !== null)
}

const lineOf = (document, numbers) => {
  const old = numbers.flatMap(({ name, commit, date, paths }) => {
    const changes = commit === undefined ? null : changesSince(commit, paths)
    return changes === null || changes === 0 ? [] : [`${name} of ${date}, ${changes} commits ago`]
  })
  return old.length === 0 ? null : `${document}: ${old.join('; ')}`
}
