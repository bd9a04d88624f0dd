import { join, resolve } from 'node:path'
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
  readonly failuresOfVitest: (report: unknown) => readonly string[]
  readonly failuresOfPlaywright: (report: unknown) => readonly string[]
  readonly failuresIn: (path: string, failuresOf: (report: unknown) => readonly string[]) => readonly string[]
  readonly inWords: (counts: Counts) => string
}

const {
  countPlaywright,
  countRun,
  countVitest,
  failuresIn,
  failuresOfPlaywright,
  failuresOfVitest,
  inWords,
} = await loadScript<Reports>('reports.mjs')

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

  it('does not count a run as passed that ended badly, ran nothing or left no report', async () => {
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

  it('mentions skipped tests only if there are some', () => {
    expect(inWords({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
    expect(inWords({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped')
  })
})

describe('naming what failed', () => {
  it('names each failed unit test with its file and the first line of its message', () => {
    const passed = { status: 'passed', fullName: 'loads a row' }
    const failed = { status: 'failed', fullName: 'A04 holds', failureMessages: ['Error: too late\n  at x:1'] }
    const testResults = [
      { name: resolve('test/a.test.ts'), status: 'failed', assertionResults: [passed, failed] },
      { name: resolve('test/b.test.ts'), status: 'failed', message: 'Cannot find x', assertionResults: [] },
      { name: resolve('test/c.test.ts'), status: 'passed', assertionResults: [passed] },
    ]
    expect(failuresOfVitest({ testResults })).toEqual([
      `${join('test', 'a.test.ts')} › A04 holds: Error: too late`,
      `${join('test', 'b.test.ts')}: Cannot find x`,
    ])
  })

  it('names each failed end-to-end test, however deep its group is, without colours', () => {
    const result = { error: { message: '\u001B[31mError: not there\u001B[39m\n\nCall log' } }
    const spec = (title: string, ok: boolean) => ({ title, ok, tests: [{ results: ok ? [{}] : [result] }] })
    const inner = { file: 'run.spec.ts', specs: [spec('ends', false), spec('starts', true)] }
    const suites = [{ file: 'run.spec.ts', specs: [spec('opens', false)], suites: [inner] }]
    expect(failuresOfPlaywright({ suites, errors: [{ message: 'No server' }] })).toEqual([
      'run.spec.ts › opens: Error: not there',
      'run.spec.ts › ends: Error: not there',
      'No server',
    ])
  })

  it('names nothing if there is no report', () => {
    expect(failuresIn(resolve('no-such-report.json'), failuresOfVitest)).toEqual([])
  })
})
