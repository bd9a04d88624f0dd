import { describe, expect, it } from 'vitest'
import { faultLines } from '../../src/cli/fault-lines.ts'
import { logins } from '../../src/contract/logins.ts'
import type { Reason } from '../../src/contract/reason.ts'

const at = (range: Reason['range'], more: Partial<Reason> = {}): Reason => ({
  ...{ code: 'not-an-ip', pointer: '/ip', detail: null, range },
  ...more,
})

const show = (body: string, ...reasons: readonly Reason[]): readonly string[] =>
  faultLines(body, reasons, logins.fields)

/** The text above the carets of a picture. */
const underlined = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line, index) => {
    const carets = /\^+/.exec(line)
    return carets === null
      ? []
      : [(lines[index - 1] ?? '').slice(carets.index, carets.index + carets[0].length)]
  })

describe('a body with its faults', () => {
  it('N1 has carets below each fault, with the sentence and what would be right', () => {
    expect(show('{"ip":"1.2.3"}', at([6, 13]))).toEqual([
      '1 | {"ip":"1.2.3"}',
      '  |       ^^^^^^^',
      '  |       ip is not an IPv4 or IPv6 address. Write an address such as 192.0.2.1 or 2001:db8::1, in quotes.',
    ])
  })

  it('N1 lists faults without a place at the end', () => {
    expect(show('{}', at(null, { code: 'missing-field' })).at(-1)).toMatch(
      /^ {2}- ip is missing\. Add it, with /,
    )
    expect(show('', at(null, { code: 'empty-body', pointer: '' }))).toEqual([
      'The message is empty. Send the event as a JSON object.',
    ])
  })

  it.each([
    ['wide characters', '{"名前":"東京","ip":"1.2.3"}'],
    ['tabs', '{\t"ip":\t"1.2.3"}'],
    ['marks that combine', '{"e\u0301":"a\u0308","ip":"1.2.3"}'],
    ['characters that are not seen', '{"\u202e\u200b":"","ip":"1.2.3"}'],
    ['two units', '{"😀😀":1,"ip":"1.2.3"}'],
  ])('N1 stands below its place after %s', (_, body) => {
    const start = body.indexOf('"1.2.3"')
    const lines = show(body, at([start, start + 7]))
    const [text = '', carets = ''] = lines
    // Cells, as a terminal counts them: wide characters take two, marks none.
    const cells = (line: string): number =>
      Array.from(line).reduce(
        (sum, mark) =>
          sum + (/\p{M}/u.test(mark) ? 0 : /[\u3000-\u9fff]|\p{Emoji_Presentation}/u.test(mark) ? 2 : 1),
        0,
      )
    expect(cells(text.slice(0, text.indexOf('"1.2.3"')))).toBe(carets.indexOf('^'))
    expect(text).not.toMatch(/[\t\u202e\u200b]/)
  })

  it('N1 shows what is near in a long line, at the beginning, in the middle and at the end', () => {
    const body = `{"a":"${'x'.repeat(5_000)}","ip":"1.2.3","b":"${'y'.repeat(5_000)}"}`
    const start = body.indexOf('"1.2.3"')
    for (const range of [
      [0, 1],
      [start, start + 7],
      [body.length - 1, body.length],
    ] as const) {
      const lines = show(body, at(range))
      expect(underlined(lines)).toEqual([body.slice(...range)])
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(240)
    }
  })

  it('N1 shows the lines around the faults of a long body', () => {
    const body = Array.from({ length: 500 }, (_, index) => `line ${index + 1}`).join('\n')
    const start = body.indexOf('line 250')
    const lines = show(body, at([start, start + 8]))
    expect(lines.map((line) => line.trim().slice(0, 12).trim())).toEqual([
      ...['…', '249 | line 2', '250 | line 2', '| ^^^^^^^^', '| ip is not', '251 | line 2', '…'],
    ])
    expect(underlined(lines)).toEqual(['line 250'])
  })

  it('N1 shows a fault between two characters, at the end, and over several lines', () => {
    expect(show('{}', at([1, 1]))[1]).toBe('  |  ^')
    expect(show('{', at([1, 1]))[1]).toBe('  |  ^')
    expect(show('{"a":1\n\n"b":2}', at([6, 9]))[1]).toBe('  |       ^…')
  })
})
