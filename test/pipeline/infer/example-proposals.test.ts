import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEventFile } from '../../../src/app/event-file.ts'
import { eventSamples } from '../../../src/app/event-sample.ts'
import type { EventDefinition, Field } from '../../../src/contract/event-definition.ts'
import { compileJudge } from '../../../src/pipeline/judge.ts'
import { createMask } from '../../../src/pipeline/mask.ts'
import { noChoices } from '../../../src/contract/event-proposal.ts'
import { makeDefinition } from '../../../src/pipeline/infer/make-definition.ts'
import { proposeEvent } from '../../../src/pipeline/infer/propose-event.ts'
import { createDelivery } from '../../support/deliveries.ts'

const definitionIn = (name: string): EventDefinition => {
  const reading = readEventFile(join(import.meta.dirname, `../../../docs/events/${name}.event.json`))
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.definition
}

const bodiesOf = (event: EventDefinition): readonly string[] =>
  [...eventSamples(event, { count: 200, malformed: 0, seed: 7 })].map(({ body }) => body)

/** The proposal for 200 made-up messages of an event, with no choice except which event is meant. */
const proposedFor = (event: EventDefinition): EventDefinition => {
  const { name, match } = event
  const proposal = proposeEvent(bodiesOf(event), match)
  const made = makeDefinition({ ...proposal, name, match, hasUnnamed: false }, noChoices)
  if (made.definition === null) throw new Error('nothing proposed')
  return made.definition
}

/** Why a proposal differs from what someone who knows the event would write. */
const reasons = {
  length: 'a sample does not say how long a text may be',
  list: 'a few values that came are not all that may come, and they would be shown',
  many: 'the made-up values are too many different ones to be counted one by one',
  unit: 'a time is offered and taken only when somebody chooses it',
  uuid: 'a UUID is offered and taken only when somebody chooses it',
  digits: 'a sample does not say how many digits a number may have',
  kinds: 'the made-up messages have numbers only',
  name: 'a name and a column are a matter of taste',
  outside: 'what is around the message is not proposed',
  table: 'only a person knows the table',
} as const

type Why = keyof typeof reasons

/** By the field's name in the example. */
const expected: Readonly<
  Record<string, Readonly<Record<string, readonly (readonly [keyof Field, Why])[] | Why>>>
> = {
  logins: {
    user_id: [['maxLength', 'length']],
    app_version: [
      ['maxLength', 'length'],
      ['summary', 'many'],
    ],
    device_type: [['maxLength', 'length']],
    locale: [['maxLength', 'length']],
  },
  'logins-with-timestamp': {
    user_id: [['maxLength', 'length']],
    app_version: [
      ['maxLength', 'length'],
      ['summary', 'many'],
    ],
    device_type: [
      ['maxLength', 'length'],
      ['summary', 'many'],
    ],
    locale: [
      ['maxLength', 'length'],
      ['summary', 'many'],
    ],
    timestamp: [
      ['type', 'unit'],
      ['form', 'unit'],
      ['column', 'name'],
    ],
  },
  'sign-ups': {
    account: [
      ['name', 'name'],
      ['type', 'uuid'],
    ],
    plan: [
      ['maxLength', 'length'],
      ['enum', 'list'],
    ],
  },
  orders: {
    order: [['name', 'name']],
    placed: [
      ['name', 'name'],
      ['type', 'unit'],
      ['form', 'unit'],
    ],
    total: [
      ['name', 'name'],
      ['accept', 'kinds'],
      ['precision', 'digits'],
      ['scale', 'digits'],
      ['column', 'name'],
    ],
    currency: [
      ['maxLength', 'length'],
      ['enum', 'list'],
    ],
    region: 'outside',
  },
}

describe('the proposal from 200 made-up messages', () => {
  it.each(Object.keys(expected))('is %s, except for the listed differences with their reasons', (name) => {
    const example = definitionIn(name)
    const proposed = proposedFor(example)
    const differences = example.fields.flatMap((field) => {
      const found = proposed.fields.find(({ pointer }) => pointer === field.pointer)
      if (found === undefined) return [[field.name, 'missing']]
      const keys = (Object.keys(field) as (keyof Field)[]).filter(
        (key) => JSON.stringify(field[key]) !== JSON.stringify(found[key]),
      )
      return keys.length === 0 ? [] : [[field.name, keys.toSorted()]]
    })
    const listed = Object.entries(expected[name] ?? {}).map(([field, why]) => [
      field,
      typeof why === 'string' ? 'missing' : why.map(([key]) => key).toSorted(),
    ])
    expect(Object.fromEntries(differences)).toEqual(Object.fromEntries(listed))
    expect(proposed.fields.map(({ pointer }) => pointer)).toEqual(
      example.fields.map(({ pointer }) => pointer).filter((pointer) => !pointer.startsWith('^')),
    )
    expect([proposed.envelope, proposed.match]).toEqual([example.envelope, example.match])
  })

  it.each(Object.keys(expected))('takes every message of %s', (name) => {
    const example = definitionIn(name)
    const judge = compileJudge(proposedFor(example), createMask(new Uint8Array(32).fill(1)))
    for (const body of bodiesOf(example)) expect(judge(createDelivery({ body })).reading.ok).toBe(true)
  })
})
