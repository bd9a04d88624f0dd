import { describe, expect, it } from 'vitest'
import { readDraft } from '../../src/contract/draft-file.ts'
import {
  digitsOf,
  linesOf,
  withAccepted,
  withDigits,
} from '../../src/renderer/features/event/field-limits.ts'
import { pointerIn } from '../../src/renderer/features/event/pointer-source.ts'
import { plainField } from '../support/draft-fields.ts'

describe('the source of a field', () => {
  it.each([
    ['/a/b', 'envelope', '^/a/b'],
    ['/a/b', 'attribute', '@b'],
    ['/a~1b', 'attribute', '@a/b'],
    ['@a/b', 'body', '/a~1b'],
    ['@x', 'envelope', '^/x'],
    ['^/time', 'body', '/time'],
    ['^/time', 'attribute', '@time'],
    ['/a', 'body', '/a'],
    ['', 'envelope', '^/'],
    ['half', 'attribute', '@half'],
    ['@', 'body', '/'],
  ] as const)('of %j, put into the %s, is %j', (pointer, source, moved) => {
    expect(pointerIn(pointer, source)).toBe(moved)
  })
})

describe('what a field takes', () => {
  it('is at most what the digits say, and no limit without any', () => {
    expect(['', ' 12a', '0', '-3', '99999999999'].map(digitsOf)).toEqual([null, 12, 0, 3, 9_999_999])
  })

  it('has digits in all and behind the point, or neither', () => {
    const sum = plainField('sum', { type: 'decimal', accept: ['number'] })
    const limited = withDigits(sum, 'precision', 12)
    expect([limited.precision, limited.scale]).toEqual([12, 0])
    expect(withDigits(withDigits(limited, 'scale', 2), 'precision', 10).scale).toBe(2)
    expect(withDigits(limited, 'precision', null)).toEqual(sum)
  })

  it('is a list of texts, in which an empty line is only being typed', () => {
    const values = linesOf('EUR\n\nUSD\n')
    expect(values).toEqual(['EUR', '', 'USD', ''])
    const draft = (more: object) => ({
      ...{ name: 'orders', label: 'orders', envelope: 'auto' as const, origin: 'envelope' as const },
      table: { schema: null, name: 'orders', rowNumber: 'row_number', sentColumn: null, columns: null },
      ...{
        match: null,
        unknownFields: 'reject' as const,
        fields: [plainField('currency', { enum: values })],
      },
      ...more,
    })
    const reading = readDraft(draft({ match: { pointer: '/event', enum: ['order', ''] } }))
    expect(reading).toMatchObject({
      definition: { fields: [{ enum: ['EUR', 'USD'] }], match: { enum: ['order'] } },
    })
    expect(readDraft(draft({ fields: [plainField('currency', { enum: linesOf('\n') })] }))).toMatchObject({
      definition: { fields: [{ enum: null }] },
    })
    expect(linesOf('')).toBeNull()
    expect([linesOf('x\n'.repeat(5_000))?.length, linesOf('x'.repeat(9_000))?.[0]?.length]).toEqual([
      1_000, 500,
    ])
  })

  it('is one more JSON type or one less, in the order of its type', () => {
    const id = plainField('id')
    expect(withAccepted(withAccepted(id, 'number', true), 'string', false).accept).toEqual(['number'])
    expect(withAccepted(withAccepted(id, 'number', true), 'number', false).accept).toEqual(id.accept)
  })
})
