import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const number = /\b(?:[ABC]\d\d|N\d\d?)\b/g

const numbersIn = (pattern: string): ReadonlySet<string> =>
  new Set(
    globSync(pattern).flatMap((path) =>
      path.endsWith('requirements.md') || path.endsWith('requirements.test.ts')
        ? []
        : (readFileSync(path, 'utf8').match(number) ?? []),
    ),
  )

const linesOf = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => /^\| ([ABCN]\d+) \| \S/.exec(line)?.[1] ?? [])

it('each number in a test or a document has its line in docs/requirements.md, and each line a test', () => {
  const [shown = '', wanted = ''] = readFileSync('docs/requirements.md', 'utf8').split('\n## Wanted')
  const [lines, others] = [linesOf(shown), linesOf(wanted)]
  expect(lines.length).toBeGreaterThan(90)
  expect(new Set([...lines, ...others]).size).toBe(lines.length + others.length)
  const tested = numbersIn('test/**/*.ts')
  const named = new Set([...tested, ...numbersIn('docs/*.md')])
  expect([...named].filter((one) => ![...lines, ...others].includes(one)).toSorted()).toEqual([])
  expect(lines.filter((one) => !tested.has(one))).toEqual([])
  expect(others.filter((one) => tested.has(one))).toEqual([])
})
