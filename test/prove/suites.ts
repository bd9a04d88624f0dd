import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Tests that `npm test` runs in part, in every version and every kind. */
export interface Suite {
  readonly name: string
  readonly files: readonly string[]
}

export const suites: readonly Suite[] = [
  {
    name: 'Every kind of table on PostgreSQL 10, 12, 15 and 18',
    files: [
      'test/adapters/postgres/table-kinds.test.ts',
      'test/adapters/postgres/landing.test.ts',
      'test/adapters/postgres/column-fit.test.ts',
      'test/adapters/postgres/narrow-columns.test.ts',
      'test/adapters/postgres/orders.test.ts',
      'test/app/table-contents.test.ts',
    ],
  },
  {
    name: 'Every door on PostgreSQL 10, 12, 15 and 18',
    files: [
      'test/adapters/postgres/versions.test.ts',
      'test/adapters/postgres/events.test.ts',
      'test/adapters/postgres/former-schema.test.ts',
      'test/adapters/postgres/move-ledger.test.ts',
      'test/cli/versions.test.ts',
      'test/cli/take-home.test.ts',
    ],
  },
  {
    name: 'Every setting, command, refusal and kill of a kind',
    files: [
      'test/app/session-settings.test.ts',
      'test/cli/stored-settings.test.ts',
      'test/cli/usage.test.ts',
      'test/reliability/former-version.test.ts',
      'test/reliability/kills.test.ts',
      'test/reliability/queue-faults.test.ts',
      'test/reliability/retry.test.ts',
      'test/reliability/refusals.test.ts',
      'test/reliability/redelivery.test.ts',
      'test/reliability/visibility.test.ts',
      'test/reliability/bodies.test.ts',
    ],
  },
  {
    name: 'A database, a network and a queue that are long away, and a worker that is stopped',
    files: [
      'test/reliability/database.test.ts',
      'test/reliability/network.test.ts',
      'test/reliability/stopping.test.ts',
      'test/adapters/sqs/time-out.test.ts',
      'test/app/engine.test.ts',
      'test/app/outages.test.ts',
      'test/embedded/postgres-tcp.test.ts',
    ],
  },
  { name: 'A standby promoted in mid-run', files: ['test/reliability/standby.test.ts'] },
  {
    name: 'Ten thousand mended by rule, a hundred thousand in a group, killed in mid-replay',
    files: [
      'test/app/repair.test.ts',
      'test/app/repair-kills.test.ts',
      'test/cli/five-causes.test.ts',
      'test/reliability/repair.test.ts',
    ],
  },
  {
    name: 'Dead letters pulled, redriven and sent back, killed at every step',
    files: ['test/app/dead-letters/kills.test.ts', 'test/app/dead-letters/send-back.test.ts'],
  },
  { name: 'PgBouncer, by transaction and by statement', files: ['test/adapters/postgres/pooler.test.ts'] },
  { name: 'The word of the queue service', files: ['test/reliability/service-word.test.ts'] },
]

export interface SuiteResult {
  readonly name: string
  readonly passed: number
  readonly skipped: number
  readonly failed: readonly string[]
  readonly seconds: number
}

interface Report {
  readonly numPassedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly message: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

const root = resolve(import.meta.dirname, '../..')

/**
 * Runs the tests of a suite with nothing left out.
 *
 * @param folder for the report
 */
export const runSuite = async ({ name, files }: Suite, folder: string): Promise<SuiteResult> => {
  const startedAt = performance.now()
  const file = join(folder, 'suite.json')
  const args = ['run', ...files, '--reporter=json', `--outputFile=${file}`]
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, SLUICE_TEST_EVERYTHING: 'true' },
  })
  await new Promise((settle) => child.once('close', settle))
  const { numPassedTests, numPendingTests, testResults } = JSON.parse(await readFile(file, 'utf8')) as Report
  const failed = testResults.flatMap(({ status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName)
    return status === 'failed' && tests.length === 0 ? [message.slice(0, 300)] : tests
  })
  const seconds = (performance.now() - startedAt) / 1000
  return { name, passed: numPassedTests, skipped: numPendingTests, failed, seconds }
}

export const suiteHolds = ({ passed, failed }: SuiteResult): boolean => passed > 0 && failed.length === 0

export const suitesToMarkdown = (results: readonly SuiteResult[]): string =>
  [
    '| Neighbours | Cases | Skipped | Verdict |',
    '|---|---:|---:|---|',
    ...results.map(
      (result) =>
        `| ${result.name} | ${result.passed} | ${result.skipped} | ${suiteHolds(result) ? 'kept' : 'BROKEN'} |`,
    ),
  ].join('\n')
