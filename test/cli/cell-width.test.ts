import { describe, expect, it } from 'vitest'
import { cellWidth } from '../../src/cli/cell-width.ts'
import { table } from '../../src/cli/output.ts'

describe('the columns of a table', () => {
  it.each([
    ['android', 7],
    ['é', 1],
    ['e\u0301', 1],
    ['日本', 4],
    ['ｶﾅ', 2],
    ['한국', 4],
    ['Ａ', 2],
    ['😀', 2],
    ['שלום', 4],
    ['', 0],
  ])('take for %s as many cells as a terminal does', (text, width) => {
    expect(cellWidth(text)).toBe(width)
  })

  it('are aligned, whatever they contain', () => {
    const lines = table(
      ['user_id', 'locale'],
      [
        ['日本', 'JP'],
        ['e\u0301', 'FR'],
        ['a\u202eb', 'IL'],
        ['\u001b[2Jx\n', 'DE'],
      ],
    )
    expect(lines).toHaveLength(5)
    const second = lines.map((line) => cellWidth(line.slice(0, -(line.split(' ').at(-1)?.length ?? 0))))
    expect(new Set(second).size).toBe(1)
  })
})
