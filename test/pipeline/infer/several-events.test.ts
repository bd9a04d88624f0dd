import { describe, expect, it } from 'vitest'
import { noChoices } from '../../../src/contract/event-proposal.ts'
import { makeDefinition } from '../../../src/pipeline/infer/make-definition.ts'
import { proposeEvent } from '../../../src/pipeline/infer/propose-event.ts'
import { inEventBridge, inSns } from '../../support/envelopes.ts'
import { many, propose } from '../../support/proposals.ts'

describe('several events in one queue', () => {
  const two = (index: number) =>
    index % 3 === 0 ? { event: 'sign-up', plan: 'free' } : { event: 'log-in', device: 'phone' }

  it('are reported with the text that divides them', () => {
    expect(propose(60, two).parting).toEqual({
      pointer: '/event',
      values: [
        { text: 'log-in', count: 40 },
        { text: 'sign-up', count: 20 },
      ],
    })
    expect(propose(60, (index) => ({ event: index % 2 === 0 ? 'a' : 'b', plan: 'free' })).parting).toBeNull()
  })

  it('are not divided by a value that may be a person', () => {
    const by = (index: number) => (index % 2 === 0 ? { owner: 'ann', a: 1 } : { owner: 'bob', b: 1 })
    expect(propose(60, by).parting).toBeNull()
  })

  it('are not divided by a text that came once', () => {
    expect(propose(2, two).parting).toBeNull()
  })

  const wrapped = (index: number): string =>
    inEventBridge(JSON.stringify(index % 3 === 0 ? { plan: 'free' } : { device: 'phone' }), {
      'detail-type': index % 3 === 0 ? 'Signed up' : 'Logged in',
    })

  it('are divided by the envelope that EventBridge puts around them', () => {
    const bodies = Array.from({ length: 60 }, (_, index) => wrapped(index))
    const { parting, shapes } = proposeEvent(bodies, null)
    expect(parting).toEqual({
      pointer: '^/detail-type',
      values: [
        { text: 'Logged in', count: 40 },
        { text: 'Signed up', count: 20 },
      ],
    })
    expect(shapes).toEqual([])
    const one = proposeEvent(bodies, { pointer: '^/detail-type', enum: ['Signed up'] })
    expect(one).toMatchObject({ of: 20, others: 40, guesses: [{ pointer: '/plan' }] })
  })

  it('are divided by an attribute of SQS, or one that came in an envelope of SNS', () => {
    const body = (index: number) => JSON.stringify(index % 2 === 0 ? { plan: 'free' } : { device: 'phone' })
    const kind = (index: number) => (index % 2 === 0 ? 'sign-up' : 'log-in')
    const ofSqs = Array.from({ length: 40 }, (_, index) => ({
      body: body(index),
      attributes: [{ name: 'eventType', type: 'String', value: kind(index) }],
    }))
    const inEnvelope = Array.from({ length: 40 }, (_, index) =>
      inSns(body(index), { MessageAttributes: { eventType: { Type: 'String', Value: kind(index) } } }),
    )
    for (const sampled of [ofSqs, inEnvelope]) {
      expect(proposeEvent(sampled, null).parting?.pointer).toBe('@eventType')
      const match = { pointer: '@eventType', enum: ['sign-up'] }
      expect(proposeEvent(sampled, match)).toMatchObject({
        of: 20,
        others: 20,
        guesses: [{ pointer: '/plan' }],
      })
    }
  })

  it('are divided by a name that only some have, if the others have fields of their own', () => {
    const some = (index: number) =>
      index % 3 === 0 ? { event: 'sign-up', plan: 'free' } : { device: 'phone' }
    expect(propose(60, some).parting).toEqual({ pointer: '/event', values: [{ text: 'sign-up', count: 20 }] })
    const three = (index: number) =>
      [{ event: 'sign-up', plan: 'free' }, { device: 'phone' }, { sum: 1 }][index % 3]
    expect(propose(60, three).parting).toEqual({
      pointer: '/event',
      values: [{ text: 'sign-up', count: 20 }],
    })
    // A discount that is sometimes there is no event of its own.
    const discount = (index: number) => ({
      ...{ id: index, sum: 1 },
      ...(index % 3 === 0 ? { type: 'percent', amount: 2 } : {}),
    })
    expect(propose(60, discount).parting).toBeNull()
  })

  it('are reported with their numbers if nothing tells them apart', () => {
    const shapes = [
      { a: 1, b: 1 },
      { c: 1, d: 1 },
      { c: 1, d: 1 },
    ]
    expect(propose(60, (index) => shapes[index % 3])).toMatchObject({ parting: null, shapes: [40, 20] })
    expect(propose(60, (index) => ({ id: 1, ...(index % 2 === 0 ? { a: 1, b: 1 } : {}) })).shapes).toEqual([])
  })

  it('leave one where a match says which', () => {
    const match = { pointer: '/event', enum: ['sign-up'] }
    const proposal = proposeEvent(many(180, two), match)
    expect(proposal).toMatchObject({ of: 60, others: 120, parting: null })
    const { definition } = makeDefinition({ ...proposal, name: 'one', match, hasUnnamed: false }, noChoices)
    expect(definition?.match).toEqual(match)
    expect(definition?.fields.map(({ name, required }) => [name, required])).toEqual([['plan', true]])
  })
})
