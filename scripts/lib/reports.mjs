import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

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

const firstLine = (text) =>
  text
    .trim()
    .split('\n', 1)[0]
    .replaceAll(/\u001B\[\d+m/g, '')

/** One line for each failure of Vitest's JSON report: its file, its name and the first line of its message. */
export const failuresOfVitest = ({ testResults }) =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    const file = relative('', name)
    if (failed.length === 0) return status === 'failed' ? [`${file}: ${firstLine(message ?? '')}`] : []
    return failed.map((test) => `${file} › ${test.fullName}: ${firstLine(test.failureMessages?.[0] ?? '')}`)
  })

/** The same for Playwright's JSON report. Its suites can be nested. */
export const failuresOfPlaywright = ({ suites = [], errors = [] }) => {
  const failuresIn = ({ file, suites: inner = [], specs = [] }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ title, tests }) => {
        const error = tests.flatMap(({ results }) => results).find(({ error }) => error !== undefined)?.error
        return `${file} › ${title}: ${firstLine(error?.message ?? '')}`
      }),
    ...inner.flatMap(failuresIn),
  ]
  return [...suites.flatMap(failuresIn), ...errors.map(({ message }) => firstLine(message ?? ''))]
}

/** The failures in a report; none if there is no report. */
export const failuresIn = (path, failuresOf) => {
  try {
    return failuresOf(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return []
  }
}

/**
 * The counts of one test run: its report, checked against its exit code. A run that ended badly without naming a
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

/** `12 passed, 0 failed`, and `, 3 skipped` if some were. */
export const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
