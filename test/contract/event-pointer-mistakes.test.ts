import { describe, expect, it } from 'vitest'
import { emailField, expectMistakes, idField, mistakesOf, type FieldFile } from '../support/event-files.ts'

describe('a masked field', () => {
  it('has a type with a canonical form, and is never empty', () => {
    expectMistakes([
      [
        [{ name: 'a', type: 'boolean', mask: 'a' }],
        {},
        'fields[0].mask: a field of type "boolean" cannot be masked: it has two values, and their masks are told apart at a glance',
      ],
      [
        [{ name: 'a', type: 'json', mask: 'a' }],
        {},
        'fields[0].mask: a field of type "json" cannot be masked: one value has many spellings, and each would have a mask of its own',
      ],
      [
        [{ ...idField, mask: 'id', allowEmpty: true }],
        {},
        'fields[0].allowEmpty: a masked field is never empty: all empty texts would have the same mask',
      ],
    ])
  })

  it('is read by nothing in the clear, whatever comes first', () => {
    const clear: FieldFile = { name: 'mail', pointer: '/user/email', type: 'text' }
    const sentence = 'reads in the clear what the field "email" masks'
    expectMistakes([
      [[emailField, clear], {}, `fields[1].pointer: ${sentence}`],
      [[clear, emailField], {}, `fields[0].pointer: ${sentence}`],
      [[emailField], { match: { pointer: '/user/email', enum: ['x'] } }, `match.pointer: ${sentence}`],
      [
        [
          { ...emailField, pointer: '@mail' },
          { ...clear, pointer: '@mail' },
        ],
        {},
        `fields[1].pointer: ${sentence}`,
      ],
    ])
  })

  it('is inside no JSON in the clear, at any depth', () => {
    const sentence = 'holds what the field "email" masks, and is stored in the clear'
    const deep = { ...emailField, pointer: '/user/contact/email' }
    expectMistakes([
      [[emailField, { name: 'user', type: 'json' }], {}, `fields[1].pointer: ${sentence}`],
      [[{ name: 'user', type: 'json' }, deep], {}, `fields[0].pointer: ${sentence}`],
      [[deep, { name: 'c', pointer: '/user/contact', type: 'json' }], {}, `fields[1].pointer: ${sentence}`],
    ])
    expect(mistakesOf([emailField, { name: 'contact', pointer: '/user/contact', type: 'json' }])).toEqual([])
    expect(mistakesOf([idField, { name: 'whole', pointer: '/user', type: 'json' }])).toEqual([])
  })

  it('does not come out with its envelope', () => {
    const said = (name: string) =>
      `fields[0].pointer: "^/${name}" is the message itself; point into it with "/name"`
    for (const name of ['Message', 'detail', 'data', 'data_base64'])
      for (const below of ['', '/user', '/user/email'])
        expectMistakes([
          [
            [{ name: 'a', pointer: `^/${name}${below}`, type: 'json' }, emailField],
            { envelope: 'auto' },
            said(name),
          ],
        ])
    expectMistakes([
      [
        [
          { name: 'a', pointer: '^/MessageAttributes/mail/Value', type: 'text' },
          { ...emailField, pointer: '@mail' },
        ],
        { envelope: 'sns' },
        'fields[0].pointer: attributes of an SNS message are read with "@name", as all attributes are',
      ],
    ])
  })
})

describe('a pointer', () => {
  it.each(['', 'name', '#/name', '/a~2b', '/a~', '@', '^', '^name', '$.name', '^@a'])(
    'is not written %j',
    (pointer) => {
      const [mistake, ...more] = mistakesOf([{ ...idField, pointer }], { envelope: 'sns' })
      expect(mistake).toMatch(/^fields\[0\]\.pointer: ".*" is not a pointer; write "\/name"/)
      expect(more).toEqual([])
    },
  )

  it.each(['/__proto__', '/a/__proto__', '/__proto__/a', '@__proto__', '^/__proto__'])(
    'does not pass through an inherited property: %s',
    (pointer) => {
      const mistake = 'fields[0].pointer: "__proto__" names no field: Sluice never reads it'
      expectMistakes([[[{ ...idField, pointer }], { envelope: 'sns' }, mistake]])
    },
  )

  it('reads another value than the others', () => {
    const b: FieldFile = { name: 'b', type: 'text', pointer: '/id' }
    expectMistakes([
      [[idField, b], {}, 'fields[1].pointer: reads the same value as the field "id"'],
      [
        [
          { ...idField, mask: 'a' },
          { ...b, mask: 'b' },
        ],
        {},
        'fields[1].pointer: reads the same value as the field "id"',
      ],
      [
        [idField, { ...b, pointer: '/id/x' }],
        {},
        'fields[1].pointer: lies inside of the field "id", which is of type "text" and holds nothing else',
      ],
      [
        [{ ...b, pointer: '/id/x' }, idField],
        {},
        'fields[0].pointer: lies inside of the field "id", which is of type "text" and holds nothing else',
      ],
      [
        [{ ...idField, pointer: '/a/b' }],
        { match: { pointer: '/a', enum: ['x'] } },
        'fields[0].pointer: lies inside of "match", which is a text and holds nothing else',
      ],
    ])
    expect(mistakesOf([idField], { match: { pointer: '/id', enum: ['x'] } })).toEqual([])
    expect(
      mistakesOf([idField, { ...b, pointer: '@id' }, { name: 'c', type: 'text', pointer: '^/id' }], {
        envelope: 'sns',
      }),
    ).toEqual([])
  })

  it('leads into an envelope only if there can be one', () => {
    const pointer = '^/source'
    const mistake =
      'fields[0].pointer: there is no envelope to read from: "envelope" must be "auto" or have "sns", "eventbridge" or "cloudevents" in it'
    expectMistakes([
      [[{ ...idField, pointer }], {}, mistake],
      [[{ ...idField, pointer }], { envelope: 'none' }, mistake],
      [[{ ...idField, pointer }], { envelope: ['text', 'base64'] }, mistake],
    ])
    for (const envelope of ['auto', 'sns', 'eventbridge', 'cloudevents'] as const)
      expect(mistakesOf([{ ...idField, pointer }], { envelope })).toEqual([])
    expect(mistakesOf([{ ...idField, pointer }], { envelope: ['base64', 'eventbridge'] })).toEqual([])
  })
})
