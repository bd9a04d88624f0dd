import { readFileSync, globSync } from 'node:fs'
import { expect, it } from 'vitest'
import { suites } from '../prove/suites.ts'

it('everything that npm test runs in part is in a suite of npm run prove', () => {
  const inPart = globSync('test/**/*.test.ts')
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\b(?:isEverything|leftToProve|fewOf|longTest)\b/.test(readFileSync(path, 'utf8')))
    .filter((path) => !path.endsWith('everything.test.ts'))
  expect(inPart.length).toBeGreaterThan(5)
  const proven = new Set(suites.flatMap(({ files }) => files))
  expect(inPart.filter((path) => !proven.has(path))).toEqual([])
})
