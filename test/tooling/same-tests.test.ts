import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadScript } from './load-script.ts'

interface Comparison {
  readonly ran: number
  readonly there: number
  readonly differences: readonly string[]
}

const { compareTests } = await loadScript<{
  readonly compareTests: (report: unknown, listed: unknown) => Comparison
}>('same-tests.mjs')

const root = resolve(import.meta.dirname, '../..')
const report = (files: Readonly<Record<string, number>>) => ({
  testResults: Object.entries(files).map(([name, count]) => ({
    name: resolve(root, name),
    assertionResults: Array.from({ length: count }, () => ({ status: 'passed' })),
  })),
})
const listed = (files: Readonly<Record<string, number>>) =>
  Object.entries(files).flatMap(([name, count]) =>
    Array.from({ length: count }, () => ({ file: resolve(root, name) })),
  )

describe('comparing the tests of the build with those of the source (A50)', () => {
  it('finds no difference if each file has as many, and ignores other folders', () => {
    const files = { 'test/app/a.test.ts': 3, 'test/pipeline/b.test.ts': 2 }
    expect(compareTests(report({ ...files, 'test/cli/c.test.ts': 7 }), listed(files))).toEqual({
      ran: 5,
      there: 5,
      differences: [],
    })
  })

  it('names each file that has more or fewer on one side, even if the sums are the same', () => {
    const { ran, there, differences } = compareTests(
      report({ 'test/app/a.test.ts': 2, 'test/app/b.test.ts': 3 }),
      listed({ 'test/app/a.test.ts': 3, 'test/contract/c.test.ts': 2 }),
    )
    expect([ran, there]).toEqual([5, 5])
    expect(differences).toEqual([
      'test/app/a.test.ts: 2 on what was built, 3 on the source',
      'test/app/b.test.ts: 3 on what was built, 0 on the source',
      'test/contract/c.test.ts: 0 on what was built, 2 on the source',
    ])
  })
})
