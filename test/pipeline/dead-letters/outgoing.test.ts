import { describe, expect, it } from 'vitest'
import {
  largestMessage,
  originAttribute,
  outgoingOf,
  sizeOf,
  type Outgoing,
} from '../../../src/pipeline/dead-letters/outgoing.ts'
import { inWaves } from '../../../src/pipeline/dead-letters/waves.ts'
import type { MessageAttribute } from '../../../src/pipeline/message-attribute.ts'
import type { Delivery } from '../../../src/pipeline/ports.ts'
import { createDelivery } from '../../support/deliveries.ts'

const limits = { isFifo: false, largest: largestMessage }

const texts = (count: number): readonly MessageAttribute[] =>
  Array.from({ length: count }, (_, index) => ({ name: `a${index}`, type: 'String', value: 'x' }))

const origin = (value: string): MessageAttribute => ({ name: originAttribute, type: 'String', value })

/** The bytes of a message that the origin takes. */
const cost = (id: string): number => originAttribute.length + 'String'.length + id.length

const sized = (size: number, id = 'o'): Partial<Delivery> => ({
  body: 'x'.repeat(size - cost(id)),
  originId: id,
})

describe('a message that is sent back', () => {
  it.each([
    ['without attributes', {}],
    ['with nine attributes', { attributes: texts(9) }],
    ['with ten, of which one is the origin', { attributes: [...texts(9), origin('o')], originId: 'o' }],
    ['as large as SQS takes it, with its origin', sized(largestMessage)],
    ['with tabs, breaks and characters of any plane', { body: '\t\r\n\u{10FFFF}é' }],
    ['in a group, on a queue that has none', { groupId: 'g' }],
  ] as const)('N3: fits %s', (_, more: Partial<Delivery>) => {
    const delivery = createDelivery(more)
    const outgoing = outgoingOf(delivery, '1', limits) as Outgoing
    expect(outgoing.attributes.filter(({ name }) => name === originAttribute)).toEqual([
      origin(delivery.originId),
    ])
    expect(outgoing.groupId).toBeNull()
    expect(outgoing.body).toBe(delivery.body)
  })

  it.each([
    ['without a body', { body: '' }, 'unsendable'],
    ['with a control character', { body: 'a\u0000' }, 'unsendable'],
    ['with half a character', { body: '\ud83d' }, 'unsendable'],
    ['with a character that is none', { body: '\uffff' }, 'unsendable'],
    ['with an empty attribute', { attributes: [{ name: 'a', type: 'String', value: '' }] }, 'unsendable'],
    [
      'with an attribute of a reserved name',
      { attributes: [{ name: 'AWS.x', type: 'String', value: 'x' }] },
      'unsendable',
    ],
    ['with ten attributes of its own', { attributes: texts(10) }, 'too-many-attributes'],
    ['with eleven, as another service may take', { attributes: texts(11) }, 'too-many-attributes'],
    ['one byte too large with its origin', sized(largestMessage + 1), 'too-large'],
    [
      'too large by its attributes',
      {
        body: 'x'.repeat(largestMessage - 100),
        attributes: [{ name: 'a', type: 'String', value: 'y'.repeat(90) }],
      },
      'too-large',
    ],
    [
      'too large by bytes of an attribute',
      {
        body: 'x'.repeat(largestMessage - 200),
        attributes: [{ name: 'b', type: 'Binary', value: Buffer.alloc(190).toString('base64') }],
      },
      'too-large',
    ],
    ['too large by what UTF-8 makes of it', { body: 'é'.repeat(largestMessage / 2) }, 'too-large'],
    ['with bytes that were not text', { body: '\uFFFD', isIntact: false }, 'not-intact'],
    ['whose id would not come back as it is', { originId: 'a b' }, 'unnameable'],
    ['whose id is longer than a name', { originId: 'x'.repeat(257) }, 'unnameable'],
  ] as const)('N3: does not fit %s', (_, more: Partial<Delivery>, why) => {
    expect(outgoingOf(createDelivery(more), '1', limits)).toBe(why)
  })

  it('N3: keeps its group on a FIFO queue, and does not fit without one', () => {
    const fifo = { ...limits, isFifo: true }
    expect(outgoingOf(createDelivery({ groupId: 'g' }), '1', fifo)).toMatchObject({ groupId: 'g' })
    expect(outgoingOf(createDelivery(), '1', fifo)).toBe('no-group')
  })

  it('N3: has a deduplication id of its own for each attempt and for each origin', () => {
    const id = (originId: string, attempt: string) =>
      (outgoingOf(createDelivery({ originId }), attempt, limits) as Outgoing).deduplicationId
    expect(id('o', '1')).toBe(id('o', '1'))
    expect(new Set([id('o', '1'), id('o', '2'), id('p', '1'), id('o1', ''), id('o', '1\0')]).size).toBe(5)
    expect(id('o', '1')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('N3: is not larger if the queue takes less', () => {
    const outgoing = outgoingOf(createDelivery(sized(1_024)), '1', { ...limits, largest: 1_024 }) as Outgoing
    expect(sizeOf(outgoing)).toBe(1_024)
    expect(outgoingOf(createDelivery(sized(1_025)), '1', { ...limits, largest: 1_024 })).toBe('too-large')
  })
})

describe('waves', () => {
  it('keep the order of each group, and no two of a group are in one', () => {
    const of = (text: string) => Array.from(text, (groupId, place) => ({ groupId, place }))
    const messages = [...of('aabac'), { groupId: null, place: 9 }, { groupId: null, place: 10 }]
    const waves = inWaves(messages)
    expect(waves.map((wave) => wave.map(({ place }) => place))).toEqual([[0, 2, 4, 9, 10], [1], [3]])
  })

  it('are none if there are no messages', () => {
    expect(inWaves([])).toEqual([])
  })
})
