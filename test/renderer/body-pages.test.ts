import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyPages, onPage } from '../../src/renderer/format/body-pages.ts'
import { markBody } from '../../src/renderer/format/mark-body.ts'
import { hostileBodies } from '../support/hostile-texts.ts'

const pagesOf = (body: string): readonly string[] => {
  const starts = bodyPages(body)
  return starts.map((start, index) => body.slice(start, starts[index + 1] ?? body.length))
}

describe('B37 the pages of a body', () => {
  it.each(hostileBodies)(
    'of %s hold little enough for the page to draw at once, and all of it',
    (_, make) => {
      const body = make(2 ** 20)
      const pages = pagesOf(body)
      expect(pages.join('') === body).toBe(true)
      for (const page of pages) {
        expect(page.length).toBeGreaterThan(0)
        expect(page.length).toBeLessThanOrEqual(20_000)
        expect(markBody(page, []).length).toBeLessThanOrEqual(2_001)
      }
    },
  )

  it('are one for a short body, and one for an empty body', () => {
    expect(bodyPages('')).toEqual([0])
    expect(bodyPages('x'.repeat(20_000))).toEqual([0])
    expect(bodyPages('x'.repeat(20_001))).toEqual([0, 20_000])
  })

  it('split no surrogate pair', () => {
    for (const page of pagesOf(`x${'😀'.repeat(30_000)}`)) expect(page.isWellFormed()).toBe(true)
  })

  it('mark each place that the whole body marks, each on its page', () => {
    const body = 'x'.repeat(45_000)
    const range = fc
      .tuple(fc.nat(45_000), fc.nat(20_000))
      .map(([at, length]) => [at, Math.min(at + length, 45_000)] as const)
    fc.assert(
      fc.property(
        fc.oneof(
          range,
          fc.nat(45_000).map((at) => [at, at] as const),
        ),
        ([start, end]) => {
          const starts = bodyPages(body)
          const marked = starts.flatMap((from, index) => {
            const to = starts[index + 1] ?? body.length
            const part = onPage([start, end], from, to, to === body.length)
            return part === null ? [] : [[part[0] + from, part[1] + from] as const]
          })
          expect(marked[0]?.[0]).toBe(start)
          expect(marked.at(-1)?.[1]).toBe(end)
          expect(marked.reduce((sum, [from, to]) => sum + to - from, 0)).toBe(end - start)
          if (start === end) expect(marked).toHaveLength(1)
        },
      ),
    )
    expect(onPage(null, 0, 10, true)).toBeNull()
  })
})
