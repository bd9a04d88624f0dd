import fc from 'fast-check'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { delimitedLine, guardFormula, numberCell, type Separator } from '../../src/contract/delimited.ts'

const signs = [...'=+-@＝＋－＠﹢﹣﹦﹫']

/** What a spreadsheet or a person may overlook before a sign. */
const overlooked = [
  ...[
    '',
    ' ',
    '  ',
    '\u00a0',
    '\u3000',
    '\t',
    '\r',
    '\n',
    '\v',
    '\u0001',
    '\u0085',
    '\u200b',
    '\u200d',
    '\u2060',
  ],
  ...[
    '\ufeff',
    '\u00ad',
    '\u202e',
    '\u180e',
    '\u2800',
    '\u3164',
    '\ufe0f',
    '"',
    "'",
    '“',
    '＂',
    '＇',
    `" '\u200b`,
  ],
]

/** Texts that are rich in everything that matters here. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...signs, ...overlooked, ',', ';', '\\', '.', 'a', '1', '😀', '\\.') }),
  fc.string({ unit: 'grapheme' }),
)

/** PostgreSQL's own reader of CSV, which distinguishes an empty text from none. */
let reader: pg.Client
beforeAll(async () => {
  reader = new pg.Client({ connectionString: inject('databaseUrl') })
  await reader.connect()
  await reader.query('create temporary table cells (place serial, a text, b text, c text)')
})
afterAll(() => reader.end())

type Line = readonly (string | null)[]

const readBack = async (lines: readonly Line[], separator: Separator): Promise<readonly Line[]> => {
  await reader.query('truncate cells')
  const delimiter = separator === ',' ? `','` : `E'\\t'`
  const into = reader.query(copyFrom(`copy cells (a, b, c) from stdin (format csv, delimiter ${delimiter})`))
  await pipeline(Readable.from(lines.map((cells) => `${delimitedLine(cells, separator)}\r\n`)), into)
  const { rows } = await reader.query<{ cells: Line }>(
    'select array[a, b, c] as cells from cells order by place',
  )
  return rows.map(({ cells }) => cells)
}

const guarded = (line: Line): Line => line.map((cell) => (cell === null ? null : guardFormula(cell)))

describe('lines of CSV and TSV', () => {
  it.each([',', '\t'] as const)(
    'B38 give back every value, or its guarded form, to another reader; separator %j',
    async (separator) => {
      const cell = fc.option(text.filter((value) => !value.includes('\0')))
      const line = fc.tuple(cell, cell, cell)
      await fc.assert(
        fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
          // In a file, PostgreSQL before 18 reads a line of only the end marker as the end.
          expect(await readBack(lines, separator)).toEqual(lines.map(guarded))
        }),
        { numRuns: 60 },
      )
    },
  )

  it('write numbers as they are, of any size', () => {
    expect(delimitedLine(['-5', '9223372036854775807', '-0.50', '-1+2'].map(numberCell), ',')).toBe(
      "-5,9223372036854775807,-0.50,'-1+2",
    )
  })
})

describe('a text that a spreadsheet could take for a formula', () => {
  it.each(signs)('B38 gets an apostrophe, whatever comes before its %s', (sign) => {
    for (const before of overlooked) {
      const formula = `${before}${sign}1+1`
      expect(guardFormula(formula)).toBe(`'${formula}`)
    }
  })

  it.each([
    '',
    'a=1',
    '1-1',
    'user@example.org',
    "O'Hara",
    '"quoted"',
    ' spaces ',
    '(+1)',
    '日本',
    '😀=',
    "'",
  ])('is none of these, which stay as they are: %j', (other) => {
    expect(guardFormula(other)).toBe(other)
  })

  it('never becomes the same as another text', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        fc.pre(one !== other)
        expect(guardFormula(one)).not.toBe(guardFormula(other))
        expect(guardFormula(`'${one}`)).not.toBe(guardFormula(one))
      }),
      { numRuns: 2_000 },
    )
  })
})
