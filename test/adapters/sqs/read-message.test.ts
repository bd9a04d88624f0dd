import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMessages } from '../../../src/adapters/sqs/read-message.ts'
import { readCount } from '../../../src/adapters/sqs/read-number.ts'

const now = Date.parse('2026-11-25T12:00:00.000Z')
const sentAt = String(now - 1_000)
const message = (more: Record<string, unknown> = {}, attributes: Record<string, unknown> = {}) => ({
  MessageId: '0f8b5c1e-3c53-4c60-9b0a-000000000001',
  ReceiptHandle: 'receipt',
  Body: '{}',
  Attributes: { SentTimestamp: sentAt, ApproximateReceiveCount: '2', ...attributes },
  ...more,
})
const read = (messages: unknown, isFifo = false) => readMessages(messages, now, isFifo)
const one = (more: Record<string, unknown>, attributes: Record<string, unknown> = {}) => {
  const [first] = read([message(more, attributes)])
  if (first === undefined) throw new Error('It was left out')
  return first
}

describe('A48: a message as the service gives it', () => {
  it('is what SQS gives, unchanged', () => {
    expect(read([message()])).toEqual([
      {
        messageId: '0f8b5c1e-3c53-4c60-9b0a-000000000001',
        originId: '0f8b5c1e-3c53-4c60-9b0a-000000000001',
        receipt: 'receipt',
        body: '{}',
        isIntact: true,
        sentAt: new Date(now - 1_000),
        sentAtAssumed: false,
        receiveCount: 2,
        groupId: null,
        deduplicationId: null,
        attributes: [],
      },
    ])
  })

  it('has the attributes that the sender put beside the body, binary ones as base64, and nothing that is not an attribute', () => {
    const attributes = {
      tenant: { DataType: 'String', StringValue: 'north' },
      size: { DataType: 'Number.int', StringValue: '7' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
      wire: { DataType: 'Binary.gz', BinaryValue: 'AP8=' },
      odd: { DataType: 'String' },
      none: null,
    }
    expect(read([message({ MessageAttributes: attributes })])[0]?.attributes).toEqual([
      { name: 'tenant', type: 'String', value: 'north' },
      { name: 'size', type: 'Number.int', value: '7' },
      { name: 'raw', type: 'Binary', value: 'AP8=' },
      { name: 'wire', type: 'Binary.gz', value: 'AP8=' },
    ])
  })

  it.each([undefined, null, '', 'text', 7, {}, [null, 1, 'text', []]])(
    'is missing in an answer of %j',
    (messages) => {
      expect(read(messages)).toEqual([])
    },
  )

  it.each([undefined, null, 7, {}, ['{}']])('is left to come again if its body is %j', (Body) => {
    expect(read([message({ Body }), message({ MessageId: 'other' })]).map((some) => some.messageId)).toEqual([
      'other',
    ])
  })

  it.each([undefined, null, 7, {}])('is taken without a receipt if that is %j', (ReceiptHandle) => {
    expect(one({ ReceiptHandle }).receipt).toBe('')
  })

  it.each([
    ['1', 1],
    ['17', 17],
    [17, 17],
    [' 3 ', 3],
    ['2.9', 2],
    ['1e2', 100],
    ['0', 1],
    ['-4', 1],
    ['', 1],
    ['NaN', 1],
    ['many', 1],
    ['0x10', 1],
    [undefined, 1],
    [null, 1],
    [{}, 1],
    [NaN, 1],
    [Infinity, 1],
    ['1e400', 2 ** 31 - 1],
    ['9'.repeat(400), 2 ** 31 - 1],
  ])('has a count of receives that the ledger can hold if the service says %j', (value, count) => {
    expect(one({}, { ApproximateReceiveCount: value }).receiveCount).toBe(count)
  })

  it.each([undefined, null, 7, 'text'])('is read if its attributes are %j', (Attributes) => {
    expect(one({ Attributes, MessageAttributes: Attributes })).toMatchObject({
      receiveCount: 1,
      sentAtAssumed: true,
    })
  })

  it.each([undefined, null, '', 7, 'a\u0000b', 'a b', '\u001b[31m', '\n', 'ä', '\ud800', 'x'.repeat(257)])(
    'has its own name, the same at each delivery, if its id is %j',
    (MessageId) => {
      const [first, again, other] = ['a', 'a', 'b'].map((Body) => one({ MessageId, Body }))
      expect(first?.messageId).toMatch(/^unnamed-[0-9a-f]{40}$/)
      expect(first?.originId).toBe(first?.messageId)
      expect(again?.messageId).toBe(first?.messageId)
      expect(other?.messageId).not.toBe(first?.messageId)
      const later = one({ MessageId, Body: 'a' }, { SentTimestamp: String(now - 5_000) })
      expect(later.messageId).not.toBe(first?.messageId)
    },
  )

  it('keeps its id, however long, as far as an index can hold it', () => {
    expect(one({ MessageId: 'x'.repeat(256) }).messageId).toBe('x'.repeat(256))
  })

  it('is distinguished from others with the same id, but not from its own second delivery', () => {
    const twice = read([message({ ReceiptHandle: 'a' }), message({ ReceiptHandle: 'b' })])
    expect(new Set(twice.map((some) => some.messageId)).size).toBe(1)
    const bodies = ['1', '2', '3', '1']
    const shared = read(bodies.map((Body) => message({ Body })))
    expect(new Set(shared.map((some) => some.messageId)).size).toBe(3)
    expect(shared[0]?.originId).toBe(shared[3]?.originId)
    const named = { MessageAttributes: { 'sluice-origin-id': { StringValue: 'origin' } } }
    expect(read([message({ Body: '1', ...named }), message({ Body: '2' })])[0]?.originId).toBe('origin')
  })

  it('keeps its sender’s name if it looks like a name, and otherwise its digest', () => {
    const originOf = (StringValue: unknown, Body = '{}') =>
      one({ Body, MessageAttributes: { 'sluice-origin-id': { StringValue } } }).originId
    for (const name of ['order-7', 'a.b:c/d@e+f=g_h', 'x'.repeat(256)]) expect(originOf(name)).toBe(name)
    const odd = [
      'Jane Roe',
      'caf\u00e9',
      '\u001b[31m',
      '\u202egnp',
      'a\nb',
      'a\u0000b',
      '\ud800',
      'x'.repeat(257),
      '\u{1f600}',
    ]
    const origins = odd.map((name) => originOf(name))
    for (const origin of origins) expect(origin).toMatch(/^named-[0-9a-f]{64}$/)
    expect(new Set(origins).size).toBe(odd.length)
    expect(odd.map((name) => originOf(name, 'another body'))).toEqual(origins)
    for (const none of ['', undefined, null, 7, {}])
      expect(originOf(none)).toBe(one({ Body: '{}' }).messageId)
  })

  it('has a group on a FIFO queue only, since on others a group says nothing about order', () => {
    const grouped = [message({}, { MessageGroupId: 'g' })]
    expect(read(grouped, true)[0]?.groupId).toBe('g')
    expect(read(grouped, false)[0]?.groupId).toBeNull()
    expect(read([message()], true)[0]?.groupId).toBeNull()
  })

  it('is damaged only if a digest says so', () => {
    const body = 'caf\uFFFD'
    const right = createHash('md5').update(body, 'utf8').digest('hex')
    const wrong = createHash('md5').update('else').digest('hex')
    const intact = [right, right.toUpperCase(), undefined, null, '', 'none', 7].map(
      (MD5OfBody) => one({ Body: body, MD5OfBody }).isIntact,
    )
    expect(new Set(intact)).toEqual(new Set([true]))
    expect(one({ Body: body, MD5OfBody: wrong }).isIntact).toBe(false)
  })

  it('is never lost and never throws, whatever else the service says of it', () => {
    const anything = fc.anything({ maxDepth: 2 })
    const messages = fc.array(
      fc.record(
        {
          MessageId: anything,
          ReceiptHandle: anything,
          Body: fc.string(),
          MD5OfBody: anything,
          Attributes: fc.oneof(
            anything,
            fc.record({
              SentTimestamp: anything,
              ApproximateReceiveCount: anything,
              MessageGroupId: anything,
            }),
          ),
          MessageAttributes: anything,
        },
        { requiredKeys: ['Body'] },
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(messages, fc.boolean(), (given, isFifo) => {
        const deliveries = read(given, isFifo)
        expect(deliveries.map(({ body }) => body)).toEqual(given.map(({ Body }) => Body))
        for (const { messageId, originId, receipt, receiveCount, sentAt: at } of deliveries) {
          expect(messageId).not.toBe('')
          expect(originId).not.toBe('')
          expect(typeof receipt).toBe('string')
          expect(receiveCount).toBeGreaterThanOrEqual(1)
          expect(() => at.toISOString()).not.toThrow()
        }
        // Two bodies are never confused.
        const names = new Map(deliveries.map(({ messageId, body }) => [messageId, body]))
        for (const { messageId, body } of deliveries) expect(names.get(messageId)).toBe(body)
      }),
    )
  })
})

describe('A48: a number as the service gives it', () => {
  it('is a whole number from 0 to the maximum, or null', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.double(), fc.double().map(String), fc.string()), (value) => {
        const found = readCount(value, 1_000)
        expect(found === null || (Number.isInteger(found) && found >= 0 && found <= 1_000)).toBe(true)
      }),
    )
  })
})
