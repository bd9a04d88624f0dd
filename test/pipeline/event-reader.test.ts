import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { definitionOf } from '../../src/contract/event-file.ts'
import { logins } from '../../src/contract/logins.ts'
import { compileEvent } from '../../src/pipeline/event-reader.ts'
import { createMask, type Masked } from '../../src/pipeline/mask.ts'
import { orderBody, orders } from '../support/orders.ts'

const bare = (_: string, value: string): Masked => value as Masked

const reader = (more: Partial<EventDefinition> = {}) => {
  const read = compileEvent({ ...orders, ...more }, bare).read
  return {
    valuesOf: (body: string) => {
      const reading = read(body)
      return reading.ok ? reading.values : reading.reasons.map(({ code, pointer }) => `${code} ${pointer}`)
    },
    faultsOf: (body: string) => {
      const reading = read(body)
      return reading.ok
        ? []
        : reading.reasons.map(({ code, pointer, range }) => [code, pointer, range && body.slice(...range)])
    },
  }
}

const { valuesOf, faultsOf } = reader()

const order = [
  '0b6ae2f2-9d3c-4c3e-8d0f-3f7c1f1a2b4d',
  'nobody@example.com',
  '12.5',
  '3',
  '2025-11-26T09:40:00.123Z',
  'paid',
  'true',
]

/** Prevents the fast path without changing the meaning. */
const withEscape = (body: string): string => body.replace('"status"', '"\\u0073tatus"')

describe('an event that is not a login', () => {
  it('is read by its pointers, however deep, the fast path and the long way alike', () => {
    expect(valuesOf(orderBody())).toEqual(order)
    expect(valuesOf(withEscape(orderBody()))).toEqual(order)
    expect(valuesOf(JSON.stringify(JSON.parse(orderBody()), null, 2))).toEqual(order)
  })

  it('has null if a field can be missing, or can be null', () => {
    expect(valuesOf(orderBody({}, { gift: undefined })).at(-1)).toBeNull()
    expect(valuesOf(orderBody({}, { gift: null })).at(-1)).toBeNull()
    expect(valuesOf(withEscape(orderBody({}, { gift: undefined }))).at(-1)).toBeNull()
  })

  it('has a reason for each fault, at its place', () => {
    expect(faultsOf(orderBody({ id: 'x', total: '12', items: 1.5 }, { status: 'lost', more: 1 }))).toEqual([
      ['not-a-uuid', '/order/id', '"x"'],
      ['wrong-type', '/order/total', '"12"'],
      ['not-an-integer', '/order/items', '1.5'],
      ['not-listed', '/status', '"lost"'],
      ['unknown-field', '/more', '"more"'],
    ])
    expect(faultsOf(orderBody({ customer: {} }))).toEqual([['missing-field', '/order/customer/email', null]])
    expect(faultsOf('{"status":"paid"}').map(([, pointer]) => pointer)).toEqual(
      orders.fields.slice(0, 5).map(({ pointer }) => pointer),
    )
  })

  it('reports once what is in the way of the fields below it', () => {
    for (const value of ['x', 1, true, [], [{ email: 'a@b.c' }]])
      expect(faultsOf(orderBody({ customer: value }))).toEqual([
        ['wrong-type', '/order/customer', JSON.stringify(value)],
      ])
    expect(faultsOf(orderBody({ customer: null }))).toEqual([
      ['missing-field', '/order/customer/email', null],
    ])
  })

  it('can have no unknown name at any level, unless they are ignored', () => {
    const body = orderBody({ customer: { email: 'a@b.c', name: 'x' }, note: {} }, { extra: [1] })
    expect(faultsOf(body).map(([code, pointer]) => [code, pointer])).toEqual([
      ['unknown-field', '/order/customer/name'],
      ['unknown-field', '/order/note'],
      ['unknown-field', '/extra'],
    ])
    const lenient = reader({ unknownFields: 'ignore' })
    expect(lenient.valuesOf(body)).toHaveLength(7)
    expect(lenient.valuesOf(orderBody({}, { extra: { a: ['"', 'x', { y: 'z' }] } }))).toEqual(order)
  })

  it('can have no repeated name at any level that is read', () => {
    const twice = orderBody().replace('"items"', '"items":4,"items"')
    expect(faultsOf(twice).map(([code, pointer]) => [code, pointer])).toEqual([
      ['duplicate-key', '/order/items'],
    ])
    expect(reader({ unknownFields: 'ignore' }).faultsOf(twice)).toHaveLength(1)
  })
})

describe('a number', () => {
  const withTotal = (text: string): string => orderBody({ total: 'HERE' }).replace('"HERE"', text)

  it.each(['12.50', '0.10', '1e2', '12.5e-1', '99999999.99', '1E+1', '-0', '-0.00', '100', '0.01'])(
    '%s is stored as it is in the body',
    (text) => {
      expect(valuesOf(withTotal(text))[2]).toBe(text)
      expect(valuesOf(withEscape(withTotal(text)))[2]).toBe(text)
    },
  )

  it.each(['123456789.1', '0.001', '1e9', '99999999999999999999'])('%s is beyond its column', (text) => {
    expect(faultsOf(withTotal(text))).toEqual([['out-of-range', '/order/total', text]])
  })

  it('is never changed by a conversion to a double', () => {
    const wide = definitionOf({
      name: 'wide',
      table: { name: 'wide' },
      fields: [
        { name: 'n', type: 'decimal' },
        { name: 'i', type: 'integer', required: false },
      ],
    })
    const read = compileEvent(wide, bare).read
    const stored = (body: string) => {
      const reading = read(body)
      return reading.ok ? reading.values[0] : reading.reasons
    }
    for (const text of [
      '9007199254740993',
      '0.1000000000000000055511151231257827',
      '1e-7',
      '0.0000001',
      '1.0',
    ])
      expect(stored(`{"n":${text}}`)).toBe(text)
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(4), (number, zeros) => {
        const text = number.toFixed(Math.min(20, zeros)).replace(/^-0$/, '0')
        if (/^-?\d+(?:\.\d+)?$/.test(text) && text.length < 300) expect(stored(`{"n":${text}}`)).toBe(text)
      }),
    )
    expect(read('{"n":1,"i":9223372036854775807}')).toMatchObject({
      ok: true,
      values: ['1', '9223372036854775807'],
    })
    expect(read('{"n":1,"i":9223372036854775808}')).toMatchObject({ reasons: [{ code: 'out-of-range' }] })
  })
})

describe('a JSON value', () => {
  const read = compileEvent(
    definitionOf({
      name: 'raw',
      table: { name: 'raw' },
      fields: [
        { name: 'data', type: 'json' },
        { name: 'id', pointer: '/data/id', type: 'text', required: false, column: 'data_id' },
      ],
    }),
    bare,
  ).read
  it('is stored as it is spelled, and may have fields of its own', () => {
    for (const [text, id] of [
      ['{"b":1.10,"a":[1e2, true],"id":"x"}', 'x'],
      ['{"10":1,"2":2}', null],
    ])
      expect(read(`{"data":${text ?? ''}}`)).toEqual({ ok: true, values: [text, id] })
  })

  it('has no repeated name, however deep', () => {
    for (const text of ['{"a":1,"a":2}', '{"b":[{"a":1,"a":2}]}', '{"id":"x","b":{"c":1,"c":1}}']) {
      const reading = read(`{"data":${text}}`)
      expect(
        reading.ok ? [] : reading.reasons.map(({ code, pointer }) => [code, pointer.slice(0, 5)]),
      ).toEqual([['duplicate-key', '/data']])
    }
  })
})

describe('what does not match', () => {
  const matching = reader({ match: { pointer: '/kind', enum: ['order', 'return'] } })

  it('is another event, and nothing more is said of it', () => {
    expect(matching.valuesOf(orderBody({}, { kind: 'return' }))).toEqual(order)
    expect(matching.faultsOf(orderBody({ id: 1 }, { kind: 'user' }))).toEqual([
      ['other-event', '/kind', '"user"'],
    ])
    expect(matching.faultsOf(orderBody())).toEqual([['other-event', '/kind', null]])
    expect(matching.faultsOf('{"kind":["order"]}')).toEqual([['other-event', '/kind', '["order"]']])
    expect(matching.faultsOf('{')).toEqual([['not-json', '', '{']])
  })
})

describe('masks', () => {
  it('of one value are the same under one name, in whatever field, and never the value as it came', () => {
    const two = definitionOf({
      name: 'two',
      table: { name: 'two' },
      fields: [
        { name: 'a', type: 'ip', mask: 'ip', column: 'a' },
        { name: 'b', type: 'ip', mask: 'ip', column: 'b' },
        { name: 'c', type: 'ip', mask: 'other', column: 'c', required: false, nullable: true },
      ],
    })
    const read = compileEvent(two, createMask(new Uint8Array(32))).read
    const reading = read('{"a":"2001:DB8::1","b":"2001:db8:0::1","c":"2001:db8::1"}')
    if (!reading.ok) throw new Error('It was not read')
    const [a, b, c] = reading.values
    expect(a).toMatch(/^[0-9a-f]{64}$/)
    expect(b).toBe(a)
    expect(c).not.toBe(a)
    expect(read('{"a":"::1","b":"::1","c":null}')).toMatchObject({ ok: true, values: [{}, {}, null] })
    for (const wrong of ['7', '""', '"x"', '["1.2.3.4"]', '{"ip":"1.2.3.4"}', 'true'])
      expect(read(`{"a":${wrong},"b":"::1"}`)).toMatchObject({ ok: false })
  })
})

describe('Explaining what is wrong', () => {
  const body = (fields: Record<string, unknown>): string =>
    JSON.stringify({
      ...{ user_id: 'u', app_version: '1.0', device_type: 'ios', ip: '192.0.2.1', locale: null },
      ...{ device_id: 'd', ...fields },
    })
  const masksOf = (text: string): number => {
    let count = 0
    compileEvent(logins, (_, value) => {
      count += 1
      return value as Masked
    }).read(text)
    return count
  }

  it.each([
    ['a name too many', body({ extra: 1 })],
    ['a text that ends early', body({}).slice(0, -1)],
    ['a name in the place of another', body({ user_id: undefined, uid: 'u' })],
  ])('masks nothing of a message with %s', (_, text) => {
    expect(masksOf(text)).toBe(0)
  })

  it('masks each value of a good message once, also where it takes the long way', () => {
    expect(masksOf(body({ user_id: '\u00e9"' }))).toBe(2)
  })
})
