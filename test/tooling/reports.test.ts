import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plant } from './fixture.ts'
import { loadScript } from './load-script.ts'

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Reports {
  readonly countVitest: (report: unknown) => Counts
  readonly countPlaywright: (report: unknown) => Counts
  readonly countRun: (path: string, countReport: (report: unknown) => Counts, exitCode: number) => Counts
  readonly inWords: (counts: Counts) => string
}

const { countPlaywright, countRun, countVitest, inWords } = await loadScript<Reports>('reports.mjs')

const vitestReport = (
  ...files: readonly { readonly status: string; readonly tests: readonly string[] }[]
) => ({
  testResults: files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  })),
})

describe('counting tests', () => {
  it('adds up the tests of all files', () => {
    const report = vitestReport(
      { status: 'passed', tests: ['passed', 'passed', 'skipped'] },
      { status: 'failed', tests: ['passed', 'failed', 'todo'] },
    )
    expect(countVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 2 })
  })

  it('counts a file that could not be loaded as one failure', () => {
    expect(countVitest(vitestReport({ status: 'failed', tests: [] }))).toMatchObject({ failed: 1 })
  })

  it('counts an end-to-end test that passed on its second try as passed', () => {
    const stats = { expected: 3, flaky: 1, unexpected: 2, skipped: 1 }
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 4, failed: 2, skipped: 1 })
  })

  it('counts an error outside all end-to-end tests as a failure', () => {
    const stats = { expected: 3, flaky: 0, unexpected: 0, skipped: 0 }
    expect(countPlaywright({ stats, errors: [{ message: 'The web server did not start' }] })).toMatchObject({
      failed: 1,
    })
  })

  it('does not take a run for passed that ended badly, ran nothing or left no report', async () => {
    const passed = JSON.stringify(vitestReport({ status: 'passed', tests: ['passed'] }))
    const nothing = JSON.stringify(vitestReport())
    const { folder, remove } = await plant({
      'passed.json': passed,
      'nothing.json': nothing,
      'half.json': '{',
    })
    const failedIn = (name: string, exitCode: number) =>
      countRun(join(folder, name), countVitest, exitCode).failed
    expect(failedIn('passed.json', 0)).toBe(0)
    expect(failedIn('passed.json', 1)).toBe(1)
    expect(failedIn('nothing.json', 0)).toBe(1)
    expect(failedIn('half.json', 0)).toBe(1)
    expect(failedIn('missing.json', 0)).toBe(1)
    await remove()
  })

  it('says skipped tests only where there are some', () => {
    expect(inWords({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
    expect(inWords({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped')
  })
})
