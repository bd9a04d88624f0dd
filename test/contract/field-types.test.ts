import fc from 'fast-check'
import { createDice } from '../../src/app/dice.ts'
import { describe, expect, it } from 'vitest'
import type { FieldType } from '../../src/contract/field-type.ts'
import { fieldTypeNames, fieldTypes, type FieldTypeName } from '../../src/contract/field-types.ts'
import { describeReason, nameOfReason } from '../../src/contract/reason.ts'
import { fieldsOf, typedField } from '../support/typed-fields.ts'

const types: readonly (readonly [FieldTypeName, FieldType])[] = fieldTypeNames.map((name) => [
  name,
  fieldTypes[name],
])

/** Spellings that look like values of some type, but that no type except text takes. */
const lookalikes = [
  ...['', ' ', '\t', '\n', '\0', 'null', 'undefined', 'NaN', 'Infinity', '-Infinity', 'None', 'N/A', '-'],
  ...['٠١٢٣', '１２３', '१२३', '²', '½', 'Ⅷ', '٢٠٢٦-١١-٢٦', '２０２６-11-26', '١.٢.٣'],
  ...[
    '+1',
    '١',
    '0x10',
    '0b1',
    '0o7',
    '1_000',
    '1,000',
    '1 000',
    "1'000",
    '1n',
    '.5',
    '5.',
    '--1',
    '1e',
    '∞',
  ],
  ...['True', 'TRUE', 'yes', 'on', 't', 'ｔｒｕｅ'],
  ...[
    'user＠example.com',
    'üser@example.com',
    'user@exämple.com',
    'user@example。com',
    '@example.com',
    'user@',
  ],
  ...[
    '０0:00:5e:00:53:01',
    '00:00:5e:00:53',
    '+４930123456',
    '+49 30 123456',
    '0049 30123456',
    '(030) 123456',
  ],
]

describe.each(types)('the type %s', (name, type) => {
  it('is listed under its own name, with words without a full stop', () => {
    expect(type.name).toBe(name)
    for (const words of [type.label, type.fault, type.faultName]) {
      expect(words).not.toBe('')
      expect(words).not.toMatch(/\.$/)
    }
    expect(describeReason({ code: fieldTypes[name].code, pointer: '/it', detail: null })).toBe(
      `it ${type.fault}`,
    )
    expect(nameOfReason(fieldTypes[name].code)).toBe(type.faultName)
  })

  it('takes by default only what it can be asked to take', () => {
    for (const { form } of fieldsOf(name))
      expect(type.possible).toEqual(expect.arrayContaining([...type.natural(form)]))
  })

  it('reads every sample that it makes, which is no longer than it says', () => {
    for (const field of fieldsOf(name)) {
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const sample = type.sample(createDice(seed), field)
          const stored = type.read(sample, field)
          if (typeof stored !== 'string') throw new Error(`${sample}: ${stored.code}`)
          const longest = type.widest ?? field.maxLength ?? Infinity
          expect([...stored].length).toBeLessThanOrEqual(longest)
        }),
      )
    }
  })

  it('makes a canonical form of every value that it reads and of no other, and leaves that form alone', () => {
    const { canonical } = type
    if (canonical === null) return expect(['boolean', 'json']).toContain(name)
    for (const field of fieldsOf(name)) {
      const law = (text: string): void => {
        const [stored, form] = [type.read(text, field), canonical(text, field)]
        if (typeof form !== 'string' || typeof stored !== 'string') expect(form).toEqual(stored)
        // A moment is stored as it is masked, in UTC, whatever its field's form.
        else if (name === 'timestamp') expect(stored).toBe(form)
        else {
          expect(canonical(form, field)).toBe(form)
          expect(canonical(stored, field)).toBe(form)
        }
      }
      fc.assert(
        fc.property(
          fc.oneof(
            fc.string(),
            fc.nat().map((seed) => type.sample(createDice(seed), field)),
          ),
          law,
        ),
      )
      lookalikes.forEach(law)
    }
  })

  it('has faults without a value of the message', () => {
    const marked = 'zq7731zq'
    for (const field of fieldsOf(name)) {
      const answer = type.read(marked, field)
      if (typeof answer !== 'string') expect(JSON.stringify(answer)).not.toContain(marked)
    }
  })

  it('finishes a text of a million characters', () => {
    for (const unit of ['0', '9', 'a', '1.', 'a@', '.', '-', '1e', '{', ':']) {
      const text = unit.repeat(1_000_000 / unit.length)
      for (const field of fieldsOf(name)) expect(type.read(text, field)).toBeDefined()
    }
  })
})

const others = (...names: readonly FieldTypeName[]) => types.filter(([name]) => !names.includes(name))

describe.each(others('text'))('the type %s, as all but text,', (name, type) => {
  it('takes no spelling that only looks like one of its values', () => {
    for (const field of fieldsOf(name)) {
      for (const text of lookalikes) {
        // JSON has this word, too.
        if (name === 'json' && text === 'null') continue
        expect(type.read(text, field), JSON.stringify(text)).toHaveProperty('code')
      }
    }
  })
})

describe.each(others('text', 'json'))('the type %s, as all whose values mean themselves,', (name, type) => {
  it('takes no value with something before or after it', () => {
    for (const field of fieldsOf(name)) {
      const sample = type.sample(createDice(7), field)
      for (const text of [
        ` ${sample}`,
        `${sample} `,
        `${sample}\n`,
        `\uFEFF${sample}`,
        `${sample}\0`,
        `"${sample}"`,
      ])
        expect(type.read(text, field), JSON.stringify(text)).toHaveProperty('code')
    }
  })
})

describe('the types of fields', () => {
  it('each have a code that no general reason has', () => {
    const codes = types.map(([, { code }]) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).not.toContain('not-json')
  })

  it('show a value in a rejected message only where it cannot be personal', () => {
    const never: readonly FieldTypeName[] = [
      ...(['ip', 'decimal', 'date', 'timestamp', 'uuid', 'email', 'mac', 'phone', 'json'] as const),
    ]
    for (const name of never) {
      const type: FieldType = fieldTypes[name]
      for (const field of fieldsOf(name))
        expect(type.mayBeShown(type.sample(createDice(3), field), field, [])).toBe(false)
    }
    const { integer, boolean } = fieldTypes
    expect(boolean.mayBeShown('true')).toBe(true)
    expect(boolean.mayBeShown('Alice')).toBe(false)
    expect(['0', '-12', '999999'].every((text) => integer.mayBeShown(text))).toBe(true)
    expect(['1234567', '-1234567', '12 34', 'x'].some((text) => integer.mayBeShown(text))).toBe(false)
    expect(fieldTypes.text.mayBeShown('10.0.0.1', typedField({ maxLength: 128 }), [])).toBe(false)
  })
})
