import { describe, expect, it } from 'vitest'
import type { Envelope, EventDefinition } from '../../src/contract/event-definition.ts'
import { logins } from '../../src/contract/logins.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import { createMask } from '../../src/pipeline/mask.ts'
import type { Delivery } from '../../src/pipeline/ports.ts'
import { createDelivery } from '../support/deliveries.ts'
import { inBase64, inCloudEvent, inEventBridge, inGzip, inSns, inText } from '../support/envelopes.ts'
import { goldenBodies } from '../support/golden-bodies.ts'
import { loginBody } from '../support/logins.ts'

const mask = createMask(new Uint8Array(32).fill(7))

const judging = (envelope: Envelope, more: Partial<EventDefinition> = {}) => {
  const taken: string[] = []
  const judge = compileJudge({ ...logins, envelope, ...more }, mask, (kinds) => taken.push(kinds.join(' ')))
  return {
    taken,
    judge: (body: string, delivery: Partial<Delivery> = {}) => judge(createDelivery({ body, ...delivery })),
  }
}

const { judge, taken } = judging('auto')

const bare = judge(loginBody()).reading

const codesOf = (body: string, by = judge): readonly string[] => {
  const { reading } = by(body)
  return reading.ok ? ['read'] : reading.reasons.map(({ code }) => code)
}

describe('a login in an envelope', () => {
  it.each([
    ['an SNS notification', inSns(loginBody()), 'sns'],
    [
      'an SNS notification of a FIFO topic',
      inSns(loginBody(), { SequenceNumber: '10000000000000003000' }),
      'sns',
    ],
    [
      'an SNS notification without anything that is optional',
      JSON.stringify({
        ...(JSON.parse(inSns(loginBody())) as object),
        Subject: undefined,
        MessageAttributes: undefined,
      }),
      'sns',
    ],
    ['an EventBridge event', inEventBridge(loginBody()), 'eventbridge'],
    [
      'an EventBridge event that is replayed',
      inEventBridge(loginBody(), { 'replay-name': 'again' }),
      'eventbridge',
    ],
    ['a CloudEvent', inCloudEvent(loginBody()), 'cloudevents'],
    ['a CloudEvent whose data is a text', inCloudEvent(loginBody(), { data: loginBody() }), 'cloudevents'],
    [
      'a CloudEvent whose data is base64',
      inCloudEvent(loginBody(), { data: undefined, data_base64: inBase64(loginBody()) }),
      'cloudevents',
    ],
    ['a JSON string', inText(loginBody()), 'text'],
    ['an EventBridge event in an SNS notification', inSns(inEventBridge(loginBody())), 'sns eventbridge'],
    [
      'a JSON string in an EventBridge event in SNS',
      inSns(inText(inEventBridge(loginBody()))),
      'sns text eventbridge',
    ],
    ['pretty JSON', ` \n${inSns(JSON.stringify(JSON.parse(loginBody()), null, 2))}`, 'sns'],
  ])('of the form %s becomes the same row as the bare one', (_, body, kinds) => {
    expect(judge(body).reading).toEqual(bare)
    expect(taken.at(-1)).toBe(kinds)
  })

  it('becomes the same row if the definition names the envelope, including base64 and gzip', () => {
    expect(judging(['base64']).judge(inBase64(loginBody())).reading).toEqual(bare)
    expect(judging(['gzip+base64']).judge(inGzip(loginBody())).reading).toEqual(bare)
    expect(judging(['sns', 'gzip+base64']).judge(inSns(inGzip(loginBody()))).reading).toEqual(bare)
    expect(judging(['sns', 'eventbridge']).judge(inSns(inEventBridge(loginBody()))).reading).toEqual(bare)
  })

  it('is never searched for in base64 unasked, nor four deep', () => {
    expect(codesOf(inBase64(loginBody()))).toEqual(['not-json'])
    expect(codesOf(inSns(inText(inText(inText(loginBody())))))).not.toEqual(['read'])
  })

  it('is rejected bare, or in another envelope, if the definition names one', () => {
    const sns = judging(['sns']).judge
    expect(codesOf(loginBody(), sns)).toEqual(['not-wrapped'])
    expect(codesOf(inEventBridge(loginBody()), sns)).toEqual(['not-wrapped'])
    expect(codesOf('{', sns)).toEqual(['not-json'])
    expect(codesOf(loginBody(), judging(['base64']).judge)).toEqual(['not-base64'])
    expect(codesOf(inBase64(loginBody()), judging(['gzip+base64']).judge)).toEqual(['not-gzip'])
    expect(codesOf(inBase64('\ud800').slice(0, 2) + '==', judging(['base64']).judge)).toEqual(['not-utf8'])
    const confirmation = inSns(loginBody(), { Type: 'SubscriptionConfirmation' })
    expect(codesOf(confirmation, sns)).toEqual(['not-wrapped'])
  })

  it('counts as an envelope only with exactly its names', () => {
    expect(codesOf(inSns(loginBody(), { extra: 1 }))).toContain('unknown-field')
    expect(codesOf(inEventBridge(loginBody(), { extra: 1 }))).toContain('unknown-field')
    expect(codesOf(inCloudEvent(loginBody(), { Extra: 1 }))).toContain('unknown-field')
    expect(codesOf(inSns(loginBody()).replace('{', '{"Type":"Notification",'))).toContain('unknown-field')
  })
})

describe('a fault in an envelope', () => {
  const faulty = loginBody({ ip: '1.2.3', user_id: 'quote " backslash \\ and ü' })

  it.each([
    ['SNS', inSns(faulty)],
    ['EventBridge', inEventBridge(faulty)],
    ['a CloudEvent', inCloudEvent(faulty)],
    ['a JSON string', inText(faulty)],
    ['EventBridge in SNS', inSns(inEventBridge(faulty))],
    ['unicode escapes', inText(faulty).replaceAll('1.2.3', '\\u0031.2.3')],
  ])('has its place in the body as it came, within %s', (_, body) => {
    const { reading } = judge(body)
    if (reading.ok) throw new Error('It was read')
    expect(reading.reasons.map(({ code, pointer }) => [code, pointer])).toEqual([['not-an-ip', '/ip']])
    const [start = 0, end = 0] = reading.reasons[0]?.range ?? []
    expect(
      body
        .slice(start, end)
        .replaceAll(/\\u0031/g, '1')
        .replaceAll(/[\\"]/g, ''),
    ).toBe('1.2.3')
  })

  it('covers the whole if characters have no place', () => {
    const { judge: packed } = judging(['gzip+base64'])
    const body = inGzip(faulty)
    expect(packed(body).reading).toMatchObject({ reasons: [{ code: 'not-an-ip', range: [0, body.length] }] })
  })
})

describe('what is not a single event', () => {
  it('is rejected with its own sentence: lists, and pointers to S3', () => {
    expect(codesOf(`[${loginBody()}]`)).toEqual(['holds-several'])
    expect(codesOf(inSns(`[${loginBody()}]`))).toEqual(['holds-several'])
    const pointer = '["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"b","s3Key":"k"}]'
    expect(codesOf(pointer)).toEqual(['points-elsewhere'])
    expect(codesOf('["com.amazon.sqs.javamessaging.MessageS3Pointer",{}]')).toEqual(['points-elsewhere'])
    expect(codesOf(`[${loginBody()}]`, judging(['sns']).judge)).toEqual(['holds-several'])
  })

  it('stops unpacking at 8 MiB, whatever some kilobytes of gzip would become', () => {
    const bomb = inGzip('0'.repeat(9 * 1024 * 1024))
    expect(codesOf(bomb, judging(['gzip+base64']).judge)).toEqual(['inflates-too-far'])
    const large = inGzip(`"${'0'.repeat(1024 * 1024)}"`)
    expect(codesOf(large, judging(['gzip+base64']).judge)).toEqual(['not-an-object'])
  })
})

describe('the origin of an event', () => {
  const snsId = '165545c9-2a5c-472c-8df2-7ff2be2b3b1b'

  it('is the same in two copies of one event under two SQS ids, and another for another event', () => {
    for (const wrap of [inSns, inEventBridge, inCloudEvent]) {
      const first = judge(wrap(loginBody())).originId
      expect(judge(wrap(loginBody())).originId).toBe(first)
      const id = wrap === inSns ? 'MessageId' : 'id'
      expect(judge(wrap(loginBody(), { [id]: 'another' })).originId).not.toBe(first)
    }
    const other = inCloudEvent(loginBody(), { source: 'https://other.example' })
    expect(judge(other).originId).not.toBe(judge(inCloudEvent(loginBody())).originId)
  })

  it('is that of the innermost envelope, so that an event of EventBridge is one however it comes', () => {
    expect(judge(inSns(inEventBridge(loginBody()))).originId).toBe(judge(inEventBridge(loginBody())).originId)
  })

  it('is the sender’s name if there is one, and the message’s id if the definition says so', () => {
    expect(judge(inSns(loginBody()), { messageId: 'm', originId: 'named' }).originId).toBe('named')
    expect(
      judging('auto', { origin: 'message' }).judge(inSns(loginBody()), { messageId: 'm', originId: 'm' })
        .originId,
    ).toBe('m')
    expect(judge(loginBody(), { messageId: 'm', originId: 'm' }).originId).toBe('m')
    expect(judge(inSns(loginBody())).originId).not.toContain(snsId.slice(0, 4).repeat(2))
  })
})

describe('fields beside the body', () => {
  const withTenant = (pointer: string): EventDefinition => ({
    ...logins,
    fields: logins.fields.map((field) =>
      field.name === 'locale' ? { ...field, pointer, required: true, nullable: false } : field,
    ),
  })
  const localeless = loginBody({ locale: undefined })
  const localeOf = (definition: EventDefinition, body: string, delivery: Partial<Delivery> = {}) => {
    const { reading } = compileJudge(definition, mask)(createDelivery({ body, ...delivery }))
    return reading.ok ? reading.values[4] : reading.reasons.map(({ code, pointer }) => `${code} ${pointer}`)
  }

  it('come from an attribute of the message, or of SNS', () => {
    const attributes = [{ name: 'tenant', type: 'String', value: 'south' }]
    expect(localeOf(withTenant('@tenant'), localeless, { attributes })).toBe('south')
    expect(localeOf(withTenant('@tenant'), inSns(localeless))).toBe('north')
    expect(localeOf(withTenant('@tenant'), localeless)).toEqual(['missing-field @tenant'])
    const binary = [{ name: 'tenant', type: 'Binary', value: 'AAAA' }]
    expect(localeOf(withTenant('@tenant'), localeless, { attributes: binary })).toEqual([
      'missing-field @tenant',
    ])
  })

  it('come from the envelope that was removed', () => {
    expect(localeOf(withTenant('^/region'), inEventBridge(localeless))).toBe('eu-central-1')
    expect(localeOf(withTenant('^/region'), localeless)).toEqual(['missing-field ^/region'])
    expect(localeOf(withTenant('^/detail/locale'), inEventBridge(loginBody({ locale: undefined })))).toEqual([
      'missing-field ^/detail/locale',
    ])
  })
})

it('A list names the bodies of logins whose fate changes if envelopes are detected by their marks', async () => {
  const none = judging([])
  const lines = goldenBodies().flatMap(([name, body]) => {
    const [before, after] = [none.judge, judge].map((by) => codesOf(body, by).join(' '))
    return before === after ? [] : [`${name}\t${before ?? ''}\t${after ?? ''}`]
  })
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/logins-auto.tsv')
})
