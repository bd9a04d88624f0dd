import type { ComparedAs } from '../../src/contract/filter-how.ts'

const oddWords = [
  '',
  ' ',
  'a',
  'A',
  'ab',
  'aB',
  'é',
  'É',
  '%',
  '_',
  "it's",
  '\\',
  'NULL',
  'a,b',
  '-',
  '1',
  'Z',
]

/** Values that a column of each kind can contain, and that people can compare with. */
export const values: Readonly<Record<ComparedAs, readonly string[]>> = {
  text: [...oddWords, '192.0.2.1', '2001:db8::1', 'user@example.com', '{"a":1}'],
  'any-case': [
    'true',
    'false',
    '0b6ae2f2-9d3c-4c3e-8d0f-3f7c1f1a2b4d',
    'c37f0a14-6e4d-4a3b-9f7b-6d2c5a10e8b3',
  ],
  number: ['0', '1', '-1', '2', '10', '9', '-9007199254740993', '9007199254740992', '9223372036854775807'],
  day: ['2026-02-28', '2026-03-01', '2024-02-29', '1970-01-01', '0001-01-01', '9999-12-31', '1969-12-31'],
  moment: [
    ...['2026-02-28T23:59:59.999999Z', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00.000001Z'],
    ...['2026-03-01T12:00:05Z', '2026-03-01T12:00:05.5Z', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
  ],
  version: [
    '2.9',
    '2.10',
    '2.10.0',
    '2.3',
    '2.3.0',
    '2.3.1',
    '6.02',
    '6.2',
    '10',
    '0',
    '0.96',
    '2.10-beta',
    '1.2+7',
  ],
}

/** Values in a column that Sluice did not write. */
export const strange: Readonly<Partial<Record<ComparedAs, readonly string[]>>> = {
  day: ['infinity', '-infinity', '10000-01-01', '0044-03-15 BC'],
  moment: ['infinity', '-infinity'],
  number: [],
}

/** Values that a column of texts can have whatever its field. */
export const strangeTexts: readonly string[] = [
  ...['abc', '12.50', '1e3', '1e99999', '2024-02-30', '99', 'v1', '1..2', '', '2026-03-01T25:61:00Z', 'NaN'],
]

/** Input that is written differently from what is stored. */
export const typed: Readonly<Record<ComparedAs, readonly string[]>> = {
  text: ['b', 'exam', '.'],
  'any-case': ['TRUE', 'False', '0B6AE2F2-9D3C-4C3E-8D0F-3F7C1F1A2B4D', 'c37f'],
  number: ['1.0', '1e1', '-0', '0.5', '100', '-1e3', '9007199254740992.5', '1e100'],
  day: ['2026-01-01', '2100-01-01'],
  moment: ['2026-03-01', '2026-02-28', '2026-03-01T01:00:00+01:00', '9999-12-31', '2026-03-01T12:00:05.50Z'],
  version: ['2', '2.3.0.0', '3', '6.20', '02.9'],
}
