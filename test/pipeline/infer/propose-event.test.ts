import { describe, expect, it } from 'vitest'
import { definitionMistakes } from '../../../src/contract/event-mistakes.ts'
import { compileJudge } from '../../../src/pipeline/judge.ts'
import { createMask } from '../../../src/pipeline/mask.ts'
import { proposeEvent } from '../../../src/pipeline/infer/propose-event.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { guessOf, made, many, propose } from '../../support/proposals.ts'

describe('the type that is proposed', () => {
  it('is text if two of 200 whole numbers are texts, and says how many', () => {
    const found = guessOf(
      propose(200, (index) => ({ n: index < 2 ? 'x' : index })),
      '/n',
    )
    expect(found).toMatchObject({ type: 'text', accept: ['string', 'number'] })
    expect(found.notes).toEqual(['whole numbers in 198 of 200, 2 are texts'])
    const lists = propose(60, (index) => ({ n: index === 0 ? [1] : 'x' }))
    expect(guessOf(lists, '/n')).toMatchObject({ type: 'json', notes: ['texts in 59 of 60, 1 is a list'] })
  })

  it('is never a number or a boolean for a text', () => {
    const proposal = propose(60, (index) => ({ digits: String(index), flag: 'true' }))
    expect(proposal.guesses.map(({ type }) => type)).toEqual(['text', 'text'])
  })

  it('keeps whole numbers beyond 2^53 as they are, and proposes decimals if one has a point', () => {
    const proposal = proposeEvent(['{"big":9007199254740993,"sum":1}', '{"big":1,"sum":1.5}'], null)
    expect(proposal.guesses.map(({ type }) => type)).toEqual(['integer', 'decimal'])
    expect(guessOf(proposal, '/sum').notes[0]).toMatch(/^whole numbers in 1 of 2/)
  })

  it('offers uuid and times in their units, but proposes neither', () => {
    const proposal = propose(60, (index) => ({
      ref: `0189f7e2-7b1c-7def-8a3b-0242ac12${String(1000 + index)}`,
      at: `2026-03-17T09:26:${String(index).padStart(2, '0')}Z`,
      sent_at: 1_773_480_413_000 + index,
      amount: 1_773_480_413_000 + index,
    }))
    expect(proposal.guesses.map(({ type, offered }) => [type, offered])).toEqual([
      ['text', 'uuid'],
      ['text', 'timestamp'],
      ['integer', 'timestamp:ms'],
      ['integer', null],
    ])
    const { definition } = made(proposal, { types: new Map([['/sent_at', 'timestamp:ms']]) })
    expect(definition?.fields[2]).toMatchObject({ type: 'timestamp', form: 'ms', accept: ['number'] })
  })

  it('distinguishes four numbers with dots by the name', () => {
    const four = (index: number): string => `10.0.0.${index}`
    const proposal = propose(60, (index) => ({ app_version: four(index), host: four(index) }))
    expect(guessOf(proposal, '/app_version')).toMatchObject({ type: 'version', standing: 'clear' })
    expect(guessOf(proposal, '/host')).toMatchObject({ type: 'ip', standing: 'masked' })
    const some = propose(60, (index) => ({ app_version: index === 0 ? 'unknown' : four(index) }))
    expect(guessOf(some, '/app_version')).toMatchObject({ type: 'text', notes: [], standing: 'clear' })
  })

  it('requires nothing below 50 messages', () => {
    expect(
      guessOf(
        propose(49, () => ({ a: 1 })),
        '/a',
      ).required,
    ).toBe(false)
    expect(
      guessOf(
        propose(50, () => ({ a: 1 })),
        '/a',
      ).required,
    ).toBe(true)
    expect(
      guessOf(
        propose(50, (index) => (index === 7 ? {} : { a: 1 })),
        '/a',
      ).required,
    ).toBe(false)
  })

  it('is JSON for lists, for more than 64 names, and for names that look like data', () => {
    const proposal = propose(80, (index) => ({
      list: [1],
      wide: { [`k${'abcdefghij'.charAt(index / 8)}${'abcdefgh'.charAt(index % 8)}`]: 1 },
      byDay: { '2026-03-17': 1 },
      byName: { [`${'abcdefghij'.charAt(index % 10)}nn`]: 1 },
      plain: { a: 1 },
    }))
    expect(proposal.guesses.map(({ pointer, type }) => [pointer, type])).toEqual([
      ['/list', 'json'],
      ['/wide', 'json'],
      ['/byDay', 'json'],
      ['/byName', 'json'],
      ['/plain/a', 'integer'],
    ])
  })
})

describe('what is asked', () => {
  it('prevents a definition while only null came and no type is chosen', () => {
    const proposal = propose(60, () => ({ a: 1, nothing: null }))
    expect(made(proposal)).toMatchObject({ file: null, undecided: [{ pointer: '/nothing' }] })
    const { definition } = made(proposal, { types: new Map([['/nothing', 'uuid']]) })
    expect(definition?.fields[1]).toMatchObject({ type: 'uuid', nullable: true })
  })

  it('is a list with addresses in it, which cannot be masked', () => {
    const proposal = propose(60, (index) => ({ a: 1, people: [{ contact: `u${index}@example.org` }] }))
    expect(made(proposal).undecided.map(({ pointer }) => pointer)).toEqual(['/people'])
    expect(made(proposal, { mask: new Map([['/people', 'people']]) }).problems).toHaveLength(1)
    const left = made(proposal, { leaveOut: new Set(['/people']) }).definition
    expect(left?.fields.map(({ name }) => name)).toEqual(['a'])
    expect(left?.unknownFields).toBe('ignore')
  })

  it('is an object whose names are addresses', () => {
    const proposal = propose(60, (index) => ({ a: 1, votes: { [`u${index}@example.org`]: 1 } }))
    expect(guessOf(proposal, '/votes')).toMatchObject({ type: 'json', standing: 'asked' })
  })

  it('is what looks personal in fewer than ten different values', () => {
    const proposal = propose(3, (index) => ({ who: `u${index}@example.org` }))
    expect(guessOf(proposal, '/who').standing).toBe('asked')
    expect(
      guessOf(
        propose(10, (index) => ({ who: `u${index}@example.org` })),
        '/who',
      ).standing,
    ).toBe('masked')
  })

  it('is wrong if a choice names a missing place, or contradicts itself', () => {
    const proposal = propose(60, () => ({ a: 1 }))
    expect(made(proposal, { clear: new Set(['/b']) }).problems).toHaveLength(1)
    expect(made(proposal, { clear: new Set(['/a']), leaveOut: new Set(['/a']) }).problems).toHaveLength(1)
    expect(made(proposal, { types: new Map([['/a', 'timestamp:weeks']]) }).problems).toHaveLength(1)
  })
})

describe('the envelope', () => {
  it('is the one of all messages, and detected by marks if they differ', () => {
    const wrapped = (index: number) => ({
      ...{ version: '0', id: String(index), 'detail-type': 'Order', source: 'shop', account: '111122223333' },
      ...{ time: '2026-03-14T09:26:54Z', region: 'eu-central-1', resources: [], detail: { n: index } },
    })
    expect(propose(60, wrapped)).toMatchObject({ envelope: ['eventbridge'], guesses: [{ pointer: '/n' }] })
    expect(propose(60, (index) => (index < 5 ? { n: 1 } : wrapped(index))).envelope).toBe('auto')
    const packed = many(60, (n) => ({ n })).map((text) => Buffer.from(text).toString('base64'))
    expect(proposeEvent(packed, null)).toMatchObject({ envelope: ['base64'], guesses: [{ pointer: '/n' }] })
  })
})

it('makes a definition without a mistake of names that clash', () => {
  const proposal = propose(60, (index) => ({
    ...{ a: { id: 1, email: `a${index}@example.org` }, b: { id: 2, email: `b${index}@example.org` } },
    ...{ A_id: 1, row_number: 1, xmin: 2, masked_email: 'x', _: 1 },
  }))
  const { definition } = made(proposal)
  expect(definition).not.toBeNull()
  if (definition !== null) expect(definitionMistakes(definition)).toEqual([])
})

it('makes a definition that takes every message it was made of', () => {
  const message = (index: number) => ({
    mixed: [1, 'one', true, 1.5, null][index % 5],
    nested: index % 4 === 0 ? null : { a: index, b: index % 3 === 0 ? '' : 'b' },
    ...(index % 2 === 0 ? { now: 1e21, list: [index] } : { list: { a: 1 } }),
    day: `2026-03-${10 + (index % 20)}`,
    email: `u${index}@example.org`,
    ip: index % 7 === 0 ? 'unknown' : `192.0.2.${index}`,
    token: 'kept',
  })
  const bodies = many(60, message)
  const { definition } = made(proposeEvent(bodies, null))
  if (definition === null) throw new Error('nothing proposed')
  const judge = compileJudge(definition, createMask(new Uint8Array(32).fill(1)))
  for (const body of bodies) expect(judge(createDelivery({ body })).reading).toMatchObject({ ok: true })
})
