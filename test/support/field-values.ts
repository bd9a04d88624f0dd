import fc from 'fast-check'
import type { Field } from '../../src/contract/event-definition.ts'
import { fieldTypes, type FieldTypeName } from '../../src/contract/field-types.ts'

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const upperSometimes = (texts: fc.Arbitrary<string>) =>
  fc.tuple(texts, fc.boolean()).map(([text, upper]) => (upper ? text.toUpperCase() : text))

const digits = fc.bigInt({ min: 0n, max: 10n ** 40n }).map(String)

/** Texts as senders write them; the type takes most of them. */
const texts: Readonly<Record<FieldTypeName, fc.Arbitrary<string>>> = {
  text: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ' ',
      'a ',
      '  a',
      'NULL',
      '\\N',
      "'",
      '"',
      '{}',
      '\t\n',
      'A',
      'a',
      'é',
      'e\u0301',
      '😀',
      '\u0001',
      '1.0',
      '{"a":1}',
      'infinity',
    ),
  ),
  version: fc.oneof(
    fc.constantFrom('1', '01.002', '2.3.0', '1.0-rc.1+build.5', '00'),
    digits,
    fc.tuple(digits, digits).map(([a, b]) => `${a}.${b}`),
  ),
  ip: fc.oneof(
    fc.ipV4(),
    upperSometimes(fc.ipV6()),
    fc.ipV4().map((ip) => `::ffff:${ip}`),
    fc.constantFrom('::', '::1', '0.0.0.0', '255.255.255.255', '2001:DB8:0:0:0:0:0:1'),
  ),
  integer: fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
    fc.constantFrom(
      '0',
      '-0',
      '-1',
      '32768',
      '-32769',
      '2147483648',
      '9223372036854775807',
      '-9223372036854775808',
      '9007199254740993',
    ),
  ),
  decimal: fc.oneof(
    fc.tuple(fc.constantFrom('', '-'), digits, digits).map(([sign, a, b]) => `${sign}${a}.${b}`),
    fc.tuple(digits, fc.integer({ min: -400, max: 400 })).map(([a, e]) => `${a}e${e}`),
    fc.constantFrom(
      '0',
      '-0',
      '0.00',
      '1.10',
      '1E+2',
      '0.005',
      '99999999.99',
      '0.1e-999',
      '9'.repeat(1_000),
      `0.${'3'.repeat(1_000)}`,
    ),
    fc
      .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 99 }))
      .map(([a, b]) => `${a}.${b}`),
  ),
  boolean: fc.constantFrom('true', 'false'),
  date: fc.oneof(
    fc
      .date({ min: new Date('0001-01-02'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
    fc.constantFrom('0001-01-01', '9999-12-31', '2024-02-29', '1582-10-10', '1900-02-28'),
  ),
  timestamp: fc.oneof(
    fc
      .tuple(
        fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999_999 }),
      )
      .map(([time, micros]) => `${time.toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}+05:30`),
    fc.constantFrom(
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59.999999Z',
      '2024-03-31T02:30:00+01:00',
      '1969-12-31T23:59:59.9999999Z',
    ),
  ),
  uuid: upperSometimes(fc.uuid()),
  email: fc.oneof(fc.emailAddress(), fc.constantFrom('A.B+c@Example.COM', "o'neil@example.org")),
  mac: fc
    .tuple(hex(12), fc.constantFrom(':', '-', '.', ''))
    .map(([all, mark]) => (all.match(mark === '.' ? /.{4}/g : /../g) ?? []).join(mark)),
  phone: fc
    .string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 14 })
    .map((rest) => `+1${rest}`),
  json: fc.oneof(
    fc.json(),
    fc.constantFrom(
      'null',
      '0',
      '"a\\u00e9"',
      '{"a": 1.10, "A": [1e2, {}]}',
      '[9007199254740993, 123456789012345678901234567890]',
      ' {"b":1,"a":2} ',
    ),
  ),
}

/** Those texts that the field takes, in their stored form, as the pipeline would pass them on. */
export const storedValues = (field: Field): fc.Arbitrary<string> => {
  if (field.mask !== null) return hex(64)
  if (field.enum !== null) return fc.constantFrom(...field.enum)
  return texts[field.type]
    .map((text) => (isRight(field, text) ? fieldTypes[field.type].read(text, field) : null))
    .filter((value) => typeof value === 'string')
}

/** The rules of a text that do not come from its type. */
const isRight = ({ maxLength, allowEmpty }: Field, text: string): boolean =>
  (allowEmpty || text !== '') &&
  !text.includes('\0') &&
  text.isWellFormed() &&
  (maxLength === null || [...text].length <= maxLength)
