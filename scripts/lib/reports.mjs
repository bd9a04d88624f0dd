import { readFileSync } from 'node:fs'

/** How many tests passed, failed and were skipped. */
export const noTests = { passed: 0, failed: 0, skipped: 0 }

export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

const count = (statuses, ...wanted) => statuses.filter((status) => wanted.includes(status)).length

/** Counts of Vitest's JSON report. A file that failed before its first test counts as one failure. */
export const countVitest = (report) => {
  const statuses = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status))
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: count(statuses, 'passed'),
    failed: count(statuses, 'failed') + broken.length,
    skipped: count(statuses, 'skipped', 'pending', 'todo', 'disabled'),
  }
}

/** Counts of Playwright's JSON report. Errors outside any test count too; a test that passed on a retry passed. */
export const countPlaywright = ({ stats, errors = [] }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + errors.length,
  skipped: stats.skipped,
})

/**
 * The counts of one test run: what its report says, held against its exit code. A run that ended badly without naming a
 * failure, or left no report, is itself one failure.
 */
export const countRun = (path, countReport, exitCode) => {
  const counts = (() => {
    try {
      return countReport(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      return noTests
    }
  })()
  const ranNothing = counts.passed + counts.failed === 0
  return (exitCode !== 0 || ranNothing) && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** `12 passed, 0 failed`, and `, 3 skipped` where some were. */
export const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
