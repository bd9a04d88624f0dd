import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const page = readFileSync(resolve(root, 'docs/security.md'), 'utf8')
const named = /`(test\/[\w./{},-]+\.ts)`/g

/** The tests of a row: the files of its last cell, each with the numbers that follow it. */
const rows = page
  .split('\n')
  .filter((line) => /^\| (?!What \||---)/.test(line))
  .map((line) => ({ title: line.split(' | ')[0] ?? '', shown: line.split(' | ').at(-1) ?? '' }))

const filesIn = (text: string) =>
  [...text.matchAll(named)].flatMap(([, path = '']) => globSync(path, { cwd: root }))

describe('docs/security.md', () => {
  it('names existing tests', () => {
    const paths = [...page.matchAll(named)].map(([, path = '']) => path)
    expect(paths.length).toBeGreaterThan(60)
    for (const path of paths) {
      const choices = /\{([^}]*)\}/.exec(path)?.[1]?.split(',').length ?? 1
      expect([path, globSync(path, { cwd: root }).length]).toEqual([path, choices])
    }
  })

  it.each(rows)('says for "$title" what shows it, with numbers that those tests have', ({ shown }) => {
    expect(filesIn(shown)).not.toEqual([])
    // The numbers in brackets belong to the files since the previous brackets.
    for (const [, before = '', brackets = ''] of shown.matchAll(/([^()]*)\(([^()]*)\)/g)) {
      const text = filesIn(before)
        .map((path) => readFileSync(resolve(root, path), 'utf8'))
        .join('\n')
      for (const [number] of brackets.matchAll(/[ABC]\d\d/g)) expect(text).toContain(number)
    }
  })
})
