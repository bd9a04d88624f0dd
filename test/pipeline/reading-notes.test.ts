import { describe, expect, it } from 'vitest'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { definitionOf, type EventFile } from '../../src/contract/event-file.ts'
import { logins } from '../../src/contract/logins.ts'
import { mostIgnoredNames } from '../../src/contract/run-notes.ts'
import { compileEvent } from '../../src/pipeline/event-reader.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import { createMask, type Masked } from '../../src/pipeline/mask.ts'
import { createReadingNotes } from '../../src/pipeline/reading-notes.ts'
import { createDelivery } from '../support/deliveries.ts'
import { inSns } from '../support/envelopes.ts'
import { loginBody } from '../support/logins.ts'
import { orderBody, orders } from '../support/orders.ts'

const bare = (_: string, value: string): Masked => value as Masked

const notesOf = (definition: EventDefinition, bodies: readonly string[]) => {
  const notes = createReadingNotes()
  const { read } = compileEvent(definition, bare, { notes })
  for (const body of bodies) read(body)
  return notes.counts()
}

const ignoring: EventDefinition = { ...orders, unknownFields: 'ignore' }

/** Prevents the fast path. */
const withEscape = (body: string): string => body.replace('"status"', '"\\u0073tatus"')

describe('names that are ignored', () => {
  it('are counted by message, on the fast path and on the long way', () => {
    const bodies = [
      orderBody({}, { referrer: 'x' }),
      withEscape(orderBody({}, { referrer: 'x', campaign: 1 })),
      orderBody({ note: [{ referrer: 1 }] }),
      orderBody({ customer: { email: 'a@b.c', nick: 'x' } }, { referrer: { deep: 1 } }),
      orderBody(),
    ]
    expect(notesOf(ignoring, bodies)).toEqual({
      messages: 5,
      ignored: [
        { pointer: '/referrer', messages: 3 },
        { pointer: '/campaign', messages: 1 },
        { pointer: '/order/note', messages: 1 },
        { pointer: '/order/customer/nick', messages: 1 },
      ],
      others: 0,
      cut: [],
    })
  })

  it('of a message that is rejected do not count, nor does what the fast path gave up', () => {
    const wrong = orderBody({ id: 'x' }, { referrer: 1 })
    expect(
      notesOf(ignoring, [wrong, withEscape(wrong), 'no order', orderBody({}, { a: '\\' })]),
    ).toMatchObject({
      messages: 1,
      ignored: [{ pointer: '/a', messages: 1 }],
    })
  })

  it('that may not be shown, and those that are too many, count together', () => {
    const odd = ['203.0.113.7', '', 'a b', 'x'.repeat(40), '__proto__', '😀', 'cafe_face_beef', '12345678']
    const bodies = odd.map((name) => orderBody({}, { fine: 1 }).replace('"fine"', JSON.stringify(name)))
    const notes = notesOf(ignoring, [...bodies, orderBody({}, { '1': 1, '2': 2 })])
    expect(JSON.stringify(notes)).not.toMatch(/203|cafe|1234/)
    expect(notes.others).toBeGreaterThanOrEqual(odd.length - 1)
    const letters = 'abcdefghijklmnop'
    const many = Array.from({ length: 200 }, (_, index) => {
      const name = `n${letters[index >> 4] ?? ''}${letters[index & 15] ?? ''}`
      return orderBody({}, { [name]: 1 })
    })
    const bounded = notesOf(ignoring, many)
    expect([bounded.ignored.length, bounded.others]).toEqual([mostIgnoredNames, 200 - mostIgnoredNames])
  })

  it('are not those of the envelope, nor those within a value that is stored whole', () => {
    const definition: EventFile = {
      name: 'wholes',
      table: { name: 'wholes' },
      unknownFields: 'ignore',
      fields: [
        { name: 'whole', type: 'json' },
        { name: 'part', pointer: '/whole/part', type: 'text', required: false },
      ],
    }
    expect(notesOf(definitionOf(definition), ['{"whole":{"part":"a","rest":1},"more":2}']).ignored).toEqual([
      { pointer: '/more', messages: 1 },
    ])
    const notes = createReadingNotes()
    const lenient = { ...logins, unknownFields: 'ignore' as const }
    const judge = compileJudge(lenient, createMask(new Uint8Array(32)), undefined, { notes })
    expect(judge(createDelivery({ body: inSns(loginBody({ referrer: 1 })) })).reading.ok).toBe(true)
    expect(notes.counts().ignored).toEqual([{ pointer: '/referrer', messages: 1, since: '2024-03-09' }])
  })

  it('are not counted if an extra name is a rejection', () => {
    expect(notesOf(orders, [orderBody(), orderBody({}, { more: 1 })])).toMatchObject({
      messages: 1,
      ignored: [],
    })
    const notes = createReadingNotes()
    compileEvent(logins, bare, { notes }).read(loginBody())
    expect(notes.counts().messages).toBe(0)
  })
})

describe('times that are finer than a microsecond', () => {
  const at = (form: 'rfc3339' | 's' | 'ms' | 'us' | 'ns', mask?: string) =>
    definitionOf({
      name: 'ticks',
      table: { name: 'ticks' },
      fields: [{ name: 'at', type: 'timestamp', form, ...(mask === undefined ? {} : { mask }) }],
    })
  const body = (json: string): string => `{"at":${json}}`

  it.each([
    ['rfc3339', '"2026-11-26T09:00:00.1234567Z"', true],
    ['rfc3339', '"2026-11-26T09:00:00.123456000Z"', false],
    ['rfc3339', '"2026-11-26T09:00:00.0000000000001+01:00"', true],
    ['rfc3339', '"2026-11-26T09:00:00.123456+05:30"', false],
    ['rfc3339', '"2026-11-26T09:00:00Z"', false],
    ['s', '1764150000.1234567', true],
    ['s', '1764150000.123456', false],
    ['s', '-1.0000001', true],
    ['ms', '1764150000123.4567', true],
    ['ms', '1764150000123.4560', false],
    ['us', '1764150000123456.7', true],
    ['us', '1764150000123456', false],
    ['ns', '1764150000123456789', true],
    ['ns', '1764150000123456000', false],
    ['ns', '1764150000123456000.5', true],
    ['ns', '999', true],
    ['ns', '0', false],
  ] as const)('are counted as cut: %s %s %s', (form, json, isCut) => {
    const cut = isCut ? [{ field: 'at', messages: 1 }] : []
    expect(notesOf(at(form), [body(json)])).toMatchObject({ messages: 1, cut })
    expect(notesOf(at(form, 'at'), [body(json)])).toMatchObject({ messages: 1, cut })
    expect(notesOf(at(form), [body(json).replace('"at"', '"\\u0061t"')])).toMatchObject({ messages: 1, cut })
  })

  it('of a message that is rejected do not count', () => {
    expect(notesOf(at('ns'), ['{"at":1764150000123456789,"more":1}', '{"at":"x"}'])).toMatchObject({
      ...{ messages: 0, cut: [] },
    })
  })
})
