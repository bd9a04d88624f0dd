import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/pipeline/json.ts'
import { readTolerantly } from '../../src/pipeline/tolerant/read-tolerantly.ts'
import { countedText } from '../support/counted-text.ts'
import { hostileBodies } from '../support/hostile-texts.ts'
import { coverLogin } from '../support/read-login.ts'

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['reading', readJson],
  ['covering', coverLogin],
  ['reading what is not JSON in', readTolerantly],
]

const stepsOf = (run: (text: string) => unknown, body: string): number => {
  const counted = countedText(body)
  run(counted.text)
  return counted.steps()
}

/** How often a reader may read a character. */
const mostLooks = 20

describe.each(readers)('B37 %s a body', (_, run) => {
  it.each(hostileBodies)('of %s looks at each character a few times, however long it is', (_name, make) => {
    for (const length of [4_000, 32_000]) {
      const body = make(length)
      expect(stepsOf(run, body)).toBeLessThan(mostLooks * (body.length + 10))
    }
  })
})

describe('the counter of steps', () => {
  it('finds a reader that looks back at every character', () => {
    const lookBack = (text: string) => {
      for (let at = 0; at < text.length; at += 1) text.slice(0, at)
    }
    expect(stepsOf(lookBack, 'x'.repeat(6_000))).toBeGreaterThan(mostLooks * 6_010)
  })

  it('finds a pattern that is used at every character', () => {
    const usePattern = (text: string) => {
      for (let at = 0; at < text.length; at += 1) /y/.test(text)
    }
    expect(stepsOf(usePattern, 'x'.repeat(6_000))).toBeGreaterThan(mostLooks * 6_010)
  })
})
