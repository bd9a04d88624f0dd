import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEventBytes, readEventFile } from '../../src/app/event-file.ts'
import { createTestFolder } from '../support/folders.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const mistakesOf = (text: string): readonly string[] => {
  const reading = readEventBytes('logins.event.json', bytesOf(text))
  return reading.ok ? [] : reading.mistakes
}

/** A file with these lines in its field. */
const withField = (...lines: readonly string[]): string =>
  [
    '{',
    '  "name": "tries",',
    '  "table": { "name": "tries" },',
    '  "fields": [{',
    ...lines,
    '  }]',
    '}',
  ].join('\n')

describe('a file of a definition', () => {
  it('is read as the definition that it means', () => {
    const text = withField('    "name": "id",', '    "type": "uuid"')
    const reading = readEventBytes('x', bytesOf(text))
    expect(reading).toMatchObject({
      ok: true,
      definition: { name: 'tries', label: 'tries', fields: [{ column: 'id' }] },
    })
    // Some editors put a mark before it, and end lines differently.
    expect(readEventBytes('x', bytesOf(`\uFEFF${text}`))).toEqual(reading)
    expect(readEventBytes('x', bytesOf(text.replaceAll('\n', '\r\n')))).toEqual(reading)
  })

  it('has its mistakes reported with line, column and path', () => {
    expect(mistakesOf(withField('    "name": "id",', '    "type": "uuid",', '    "colum": "x"'))).toEqual([
      'logins.event.json:7:5 fields[0].colum: not a property of a field; did you mean "column"?',
    ])
    expect(mistakesOf(withField('    "name": "id",', '    "type": "uid"'))).toEqual([
      expect.stringMatching(
        /^logins\.event\.json:6:5 fields\[0\]\.type: "uid" is not one of "text", .*; did you mean "uuid"\?$/,
      ),
    ])
    expect(mistakesOf(withField('    "name": "id"'))).toEqual([
      'logins.event.json:4:14 fields[0].type: missing',
    ])
    expect(mistakesOf(withField('    "name": "id",', '    "type": "json", "mask": "id"'))).toEqual([
      'logins.event.json:6:21 fields[0].mask: a field of type "json" cannot be masked: one value has many spellings, and each would have a mask of its own',
    ])
  })

  it('has mistakes of shape and meaning reported at once, in the order of the text', () => {
    const text = `{
  "nmae": "tries",
  "label": "a\\u202eb",
  "table": { "name": "t", "schema": "pg_catalog", "columns": ["a"] },
  "match": { "pointer": "type", "enum": ["x"] },
  "unknownFields": "drop",
  "fields": [
    { "name": "a", "type": "text", "requird": true },
    { "name": "mail", "pointer": "/user/mail", "type": "email", "mask": "mail" },
    { "name": "user", "type": "json" },
    { "name": "b", "type": "text", "maxLength": 0, "nullable": "yes" }
  ]
}`
    expect(mistakesOf(text).map((line) => line.replace('logins.event.json:', ''))).toEqual([
      '1:1 name: missing',
      '2:3 nmae: not a property of a definition; did you mean "name"?',
      '3:3 label: "a\\u202eb" holds a character that cannot be seen, or has a space at an end',
      '4:27 table.schema: "pg_catalog" is PostgreSQL\'s own; events cannot go there',
      expect.stringMatching(/^5:14 match\.pointer: "type" is not a pointer/),
      '6:3 unknownFields: "drop" is not one of "reject", "ignore"',
      '8:36 fields[0].requird: not a property of a field; did you mean "required"?',
      '10:5 fields[2].pointer: holds what the field "mail" masks, and is stored in the clear',
      '11:36 fields[3].maxLength: must be at least 1',
      '11:52 fields[3].nullable: must be true or false',
    ])
  })

  it('must have every name only once', () => {
    expect(mistakesOf(withField('    "name": "id",', '    "type": "uuid",', '    "name": "id"'))).toEqual([
      'logins.event.json:7:5 fields[0].name: given twice',
    ])
    expect(
      mistakesOf('{"name":"a","table":{"name":"t"},"fields":[{"name":"a","type":"text"}],"name":"a"}'),
    ).toEqual(['logins.event.json:1:72 name: given twice'])
  })

  it.each([
    ['{"name": "a",}', '1:14 not JSON: a name in quotes is expected here'],
    ['{\n  "name": "a"\n  "table": 1\n}', '3:3 not JSON: a comma or a closing brace is expected here'],
    ['', '1:1 not JSON: it ends where a value is expected'],
    ['[]', '1:1 must be an object'],
    ['null', '1:1 must be an object'],
    ['"x"', '1:1 must be an object'],
    ['['.repeat(100), '1:65 nested deeper than 64 levels'],
  ])('that holds no JSON object is told where: %j', (text, mistake) => {
    expect(mistakesOf(text)).toEqual([`logins.event.json:${mistake}`])
  })

  it.each([
    ['"name": 1', 'name: must be a text in quotes'],
    [
      '"name": "1a"',
      'name: "1a" is not a name that can be used here: a letter first, then letters, digits, "_" and "-", 63 at most',
    ],
    ['"envelope": 1', 'envelope: must be a text in quotes or a list of them'],
    [
      '"envelope": "sms"',
      'envelope: "sms" is not one of "none", "auto", "sns", "eventbridge", "cloudevents", "text", "base64", "gzip+base64"; did you mean "sns"?',
    ],
    [
      '"envelope": ["sns", "x"]',
      'envelope[1]: "x" is not one of "sns", "eventbridge", "cloudevents", "text", "base64", "gzip+base64"',
    ],
    ['"envelope": ["sns", "text", "text", "text"]', 'envelope: more than 3 values'],
    ['"envelope": []', 'envelope: must not be empty'],
    ['"match": { "pointer": "/a", "enum": [1] }', 'match.enum[0]: must be a text in quotes'],
    [
      '"match": { "pointer": "/a", "enums": ["a"] }',
      'match.enums: not a property of "match"; did you mean "enum"?',
    ],
    [
      '"table": { "name": "t", "sent_column": "d" }',
      'table.sent_column: not a property of the table; did you mean "sentColumn"?',
    ],
    ['"table": { "name": "" }', 'table.name: must not be empty'],
    ['"label": "' + 'x'.repeat(65) + '"', 'label: longer than 64 characters'],
    ['"fields": []', 'fields: must not be empty'],
    ['"fields": {}', 'fields: must be a list'],
    ['"__proto__": {}', '__proto__: not a property of a definition'],
    ['"a\\u001b[31m": 1', 'a\\u001b[31m: not a property of a definition'],
  ])('says what must be different: %s', (property, mistake) => {
    const name = /"(\w+)/.exec(property)?.[1] ?? ''
    const usual = {
      name: '"name": "a"',
      table: '"table": { "name": "t" }',
      fields: '"fields": [{ "name": "a", "type": "text" }]',
    }
    const rest = Object.entries(usual).flatMap(([key, text]) => (key === name ? [] : [text]))
    const lines = mistakesOf(`{${[...rest, property].join(', ')}}`)
    expect(lines.map((line) => line.replace(/^\S+ /, ''))).toContain(mistake)
  })

  it('has at most 64 fields', () => {
    const fields = Array.from({ length: 65 }, (_, at) => ({ name: `f${at}`, type: 'text' }))
    expect(mistakesOf(JSON.stringify({ name: 'a', table: { name: 't' }, fields }))).toEqual([
      expect.stringMatching(/fields: more than 64 fields$/),
    ])
    expect(mistakesOf(JSON.stringify({ name: 'a', table: { name: 't' }, fields: fields.slice(1) }))).toEqual(
      [],
    )
  })

  it('reports no more mistakes than anybody reads, one line each', () => {
    const names = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, at) => [`x\n${'y'.repeat(20)}${at}`, 1]),
    )
    const lines = mistakesOf(JSON.stringify(names))
    expect(lines).toHaveLength(101)
    expect(lines.at(-1)).toBe('logins.event.json: and 4903 more')
    expect(lines.join('')).not.toContain('\n')
  })
})

describe('a file that a person names', () => {
  const saveIn =
    (folder: string) =>
    (name: string, content: string | Uint8Array): string => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    }

  it('is referred to by its name, without its folder', async () => {
    const saved = saveIn(await createTestFolder())
    expect(readEventFile(saved('a.event.json', '{'))).toEqual({
      ok: false,
      isMissing: false,
      mistakes: [expect.stringMatching(/^a\.event\.json:1:1 not JSON/)],
    })
  })

  it('must exist, be a file, be UTF-8 and be small', async () => {
    const folder = await createTestFolder()
    const saved = saveIn(folder)
    const wrong = (path: string) => {
      const reading = readEventFile(path)
      return reading.ok ? [] : reading.mistakes
    }
    expect(wrong(join(folder, 'none.json'))).toEqual(['none.json: cannot be read (ENOENT)'])
    expect(wrong(folder)).toEqual([expect.stringMatching(/: cannot be read \(E\w+\)$/)])
    expect(wrong(saved('utf16.json', Buffer.from('\uFEFF{}', 'utf16le')))).toEqual([
      'utf16.json: not UTF-8; save it as UTF-8',
    ])
    expect(wrong(saved('large.json', ' '.repeat(256 * 1_024 + 1)))).toEqual([
      'large.json: larger than 256 KiB, which no definition is',
    ])
    expect(wrong(saved('full.json', ' '.repeat(256 * 1_024)))).toEqual([expect.stringContaining('not JSON')])
  })
})
