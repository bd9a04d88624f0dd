import { existsSync, globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const inRoot = (path: string) => resolve(import.meta.dirname, '../..', path)
const page = readFileSync(inRoot('docs/first-start.md'), 'utf8')
const rows = [...page.matchAll(/^\| (\d+) \|(.*)\|$/gm)].map(([, number, cells = '']) => ({
  number: Number(number),
  cells: cells.split(' | '),
}))

describe('docs/first-start.md', () => {
  it('has a row for each of the twenty', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it('names existing tests', () => {
    const named = [...page.matchAll(/`(test\/[\w./{},-]+\.ts)`/g)].map(([, path = '']) => path)
    expect(named.length).toBeGreaterThan(12)
    for (const path of named)
      expect(globSync(path, { cwd: inRoot('.') }).length, path).toBe(path.split(',').length)
  })

  it('says how to check what no test here shows', () => {
    for (const { number, cells } of rows) {
      const elsewhere = cells.at(-1)?.match(/[WD]\d+/g) ?? []
      for (const mark of elsewhere)
        expect(page, `${number}`).toMatch(new RegExp(`^- \\*\\*[^*]*\\b${mark}\\b`, 'm'))
      // A row without its own test must be checked somewhere.
      if (!cells.some((cell) => cell.includes('`test/'))) expect(elsewhere, `${number}`).not.toEqual([])
    }
  })

  it('names variables that packing and the tests use', () => {
    const known = [
      'packaging/signing.mjs',
      'packaging/pack.mjs',
      'test/e2e/host.ts',
      '.github/workflows/packages.yml',
    ]
      .map((path) => readFileSync(inRoot(path), 'utf8'))
      .join('\n')
    const named = [...page.matchAll(/`?((?:SLUICE_[PE]|CSC_|MAC_CSC_|WIN_CSC_|APPLE_)[A-Z0-9_]+)/g)]
    expect(named.length).toBeGreaterThan(8)
    for (const [, name = ''] of named) expect(known).toContain(name)
    expect(existsSync(inRoot('.github/workflows/release.yml'))).toBe(true)
  })
})
