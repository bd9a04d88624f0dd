import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Envelope } from '../../../src/contract/event-definition.ts'
import type { FieldChange } from '../../../src/contract/mending.ts'
import { compileUnwrap } from '../../../src/pipeline/envelope/unwrap.ts'
import { editFields } from '../../../src/pipeline/repair/edit-fields.ts'
import type { MessageAttribute } from '../../../src/pipeline/message-attribute.ts'
import { inEventBridge, inSns } from '../../support/envelopes.ts'
import { loginBody } from '../../support/logins.ts'

const masked = ['/secret', '/deep/secret']

const attribute = (name: string, value: string, type = 'String'): MessageAttribute => ({ name, type, value })
const bytes = [attribute('bytes', 'AAA=', 'Binary')]

const edit = (body: string, changes: readonly FieldChange[], envelope: Envelope = 'auto') => {
  const made = editFields(body, changes, { unwrap: compileUnwrap(envelope), masked, attributes: bytes })
  return made.ok ? made.body : made.why
}

/** The range of a name in a body, with its quotes. */
const nameAt = (body: string, name: string, from = 0): [number, number] => {
  const start = body.indexOf(`"${name}"`, from)
  return [start, start + name.length + 2]
}

const odd = '{ "a" : 1.50e3 ,\n\t"b":"\\u0041\\/", "c" :[1,  2 ], "d":{"x":null} }'

describe('editing single values of a message', () => {
  it.each<readonly [string, string, readonly FieldChange[], string]>([
    ['a value', odd, [{ at: '/b', value: '"B"' }], odd.replace('"\\u0041\\/"', '"B"')],
    ['a value of another kind', odd, [{ at: '/c', value: 'null' }], odd.replace('[1,  2 ]', 'null')],
    ['a number, as it is spelled', odd, [{ at: '/a', value: '1.500e3' }], odd.replace('1.50e3', '1.500e3')],
    ['a value inside another', odd, [{ at: '/d/x', value: '7' }], odd.replace('"x":null', '"x":7')],
    ['a name too many at the start', odd, [{ at: '/a', value: null }], odd.replace('"a" : 1.50e3 ,\n\t', '')],
    ['a name too many at the end', odd, [{ at: '/d', value: null }], odd.replace(', "d":{"x":null}', '')],
    ['what is missing', '{"a":1}', [{ at: '/b', value: '2' }], '{"a":1,"b":2}'],
    ['what is missing in an empty object', '{}', [{ at: '/b', value: '2' }], '{"b":2}'],
    [
      'what is missing with the object around it',
      '{"a":1}',
      [{ at: '/b/c', value: '2' }],
      '{"a":1,"b":{"c":2}}',
    ],
    ['what is missing in a null', '{"b":null}', [{ at: '/b/c', value: '2' }], '{"b":{"c":2}}'],
    ['all of a name', '{"a":1,"b":2,"a":3}', [{ at: '/a', value: null }], '{"b":2}'],
    ['the last that there is', '{"a":1}', [{ at: '/a', value: null }], '{}'],
    [
      'several at once',
      '{"a":1,"b":2}',
      [
        { at: '/b', value: null },
        { at: '/c', value: '3' },
        { at: '/a', value: '9' },
      ],
      '{"a":9,"c":3}',
    ],
    ['a name with a slash and a tilde', '{"a/b~c":1}', [{ at: '/a~1b~0c', value: '2' }], '{"a/b~c":2}'],
    ['nothing, where it is that already', odd, [{ at: '/d/x', value: 'null' }], odd],
    ['nothing, where there is nothing to take out', odd, [{ at: '/z', value: null }], odd],
  ])('N1: changes %s, and leaves everything else as it is written', (_, body, changes, after) => {
    expect(edit(body, changes)).toBe(after)
  })

  const twins = '{"a":1,"b":{"k2":1,"k2":2},"a":3}'
  it.each<readonly [string, readonly FieldChange[], string]>([
    ['takes out one of two', [{ at: nameAt(twins, 'a', 5), value: null }], '{"a":1,"b":{"k2":1,"k2":2}}'],
    ['takes out the first of two', [{ at: nameAt(twins, 'a'), value: null }], '{"b":{"k2":1,"k2":2},"a":3}'],
    [
      'takes out both',
      [
        { at: nameAt(twins, 'a'), value: null },
        { at: nameAt(twins, 'a', 5), value: null },
      ],
      '{"b":{"k2":1,"k2":2}}',
    ],
    ['goes inside', [{ at: nameAt(twins, 'k2', 15), value: null }], '{"a":1,"b":{"k2":1},"a":3}'],
    ['gives another name', [{ at: nameAt(twins, 'a', 5), name: 'c' }], '{"a":1,"b":{"k2":1,"k2":2},"c":3}'],
    [
      'gives another value',
      [{ at: nameAt(twins, 'k2'), value: '"x"' }],
      '{"a":1,"b":{"k2":"x","k2":2},"a":3}',
    ],
    [
      'does not look into what goes',
      [
        { at: nameAt(twins, 'b'), value: null },
        { at: nameAt(twins, 'k2'), value: null },
      ],
      '{"a":1,"a":3}',
    ],
    [
      'is done before what has a pointer',
      [
        { at: '/a', value: '5' },
        { at: nameAt(twins, 'a'), value: null },
      ],
      '{"b":{"k2":1,"k2":2},"a":5}',
    ],
  ])('N1: a repeated name is identified by its place, and the edit %s', (_, changes, after) => {
    expect(edit(twins, changes)).toBe(after)
  })

  it.each<readonly [string, string, FieldChange, string]>([
    ['a text that is not JSON', '{"a":', { at: '/a', value: '1' }, 'not-an-object'],
    ['a list', '[1]', { at: '/a', value: '1' }, 'not-an-object'],
    ['a name that occurs twice', '{"a":1,"a":2}', { at: '/a', value: '1' }, 'ambiguous'],
    ['a name on the way that occurs twice', '{"a":{},"a":{}}', { at: '/a/b', value: '1' }, 'ambiguous'],
    ['a text where an object should be', '{"a":"x"}', { at: '/a/b', value: '1' }, 'in-the-way'],
    ['the attribute that names the message', '{}', { at: '@sluice-origin-id', value: '"x"' }, 'beside'],
    ['an attribute with a name that no queue takes', '{}', { at: '@a b', value: '"x"' }, 'beside'],
    ['an attribute that is empty', '{}', { at: '@kind', value: '""' }, 'no-attribute'],
    ['an attribute with a control character', '{}', { at: '@kind', value: '"\\u0000"' }, 'no-attribute'],
    ['away an attribute that is in the envelope', inSns('{}'), { at: '@tenant', value: null }, 'beside'],
    ['an attribute of bytes', '{}', { at: '@bytes', value: '"x"' }, 'beside'],
    ['a field of an envelope that is not there', '{}', { at: '^/kind', value: '1' }, 'beside'],
    ['a field in an envelope’s text', inEventBridge('{}'), { at: '^/region/x', value: '1' }, 'in-the-way'],
    ['what an envelope is known by', inEventBridge('{}'), { at: '^/source', value: null }, 'envelope'],
    ['a place without a name', '{"a":1}', { at: [0, 3], value: null }, 'not-there'],
    ['what is not a JSON value', '{"a":1}', { at: '/a', value: '1,"b":2' }, 'no-value'],
    ['nothing at all', '{"a":1}', { at: '/a', value: '' }, 'no-value'],
    [
      'what would make an envelope of it',
      '{"Type":"Notification","MessageId":"m","TopicArn":"t","Timestamp":"2026-01-01T00:00:00Z"}',
      { at: '/Message', value: '"{}"' },
      'envelope',
    ],
  ])('N1: says why it cannot edit %s', (_, body, change, why) => {
    expect(edit(body, [change])).toBe(why)
  })

  it.each([
    ['itself', '{"secret":1}', 'secret'],
    ['the second of two', '{"secret":1,"x":{},"secret":2}', 'secret'],
    ['a value that holds it', '{"deep":{"secret":1}}', 'deep'],
    ['a value in it', '{"secret":{"part":1}}', 'part'],
    ['one further down', '{"deep":{"secret":1}}', 'secret'],
  ])('N2: never renames a masked value, %s', (_, body, name) => {
    const last = body.lastIndexOf(`"${name}"`)
    expect(edit(body, [{ at: nameAt(body, name, last), name: 'open' }])).toBe('masked')
  })

  it.each<readonly [string, Envelope, (inner: string) => string]>([
    ['a text', 'auto', (inner) => JSON.stringify(inner)],
    ['base64', ['base64'], (inner) => Buffer.from(inner).toString('base64')],
  ])('N1: edits the message in an envelope of %s', (_, envelope, wrap) => {
    const inner = loginBody({ ip: 'nowhere' })
    const after = edit(wrap(inner), [{ at: '/ip', value: '"203.0.113.7"' }], envelope)
    expect(after).toBe(wrap(inner.replace('"nowhere"', '"203.0.113.7"')))
  })

  it.each<readonly [string, (inner: string) => string]>([
    ['EventBridge', inEventBridge],
    ['EventBridge in SNS', (inner) => inSns(inEventBridge(inner))],
    ['EventBridge in a text', (inner) => JSON.stringify(inEventBridge(inner))],
  ])('N1: edits a field of the envelope of %s, and nothing else', (_, wrap) => {
    const before = wrap('{"order":1}')
    expect(before).toContain('app.accounts')
    expect(edit(before, [{ at: '^/source', value: '"shop"' }])).toBe(before.replace('app.accounts', 'shop'))
    expect(
      edit(before, [
        { at: '^/source', value: '"x"' },
        { at: '/order', value: '2' },
      ]),
    ).toBe(wrap('{"order":2}').replace('app.accounts', 'x'))
  })

  it.each<readonly [string, FieldChange, readonly MessageAttribute[]]>([
    ['changes one', { at: '@kind', value: '"b"' }, [attribute('kind', 'b'), attribute('n', '7', 'Number')]],
    ['takes one away', { at: '@kind', value: null }, [attribute('n', '7', 'Number')]],
    ['takes null for none', { at: '@kind', value: 'null' }, [attribute('n', '7', 'Number')]],
    [
      'adds one',
      { at: '@__proto__', value: '"x"' },
      [attribute('kind', 'a'), attribute('n', '7', 'Number'), attribute('__proto__', 'x')],
    ],
    [
      'keeps a number one',
      { at: '@n', value: '8.5' },
      [attribute('kind', 'a'), attribute('n', '8.5', 'Number')],
    ],
    ['makes it a text', { at: '@n', value: '"many"' }, [attribute('kind', 'a'), attribute('n', 'many')]],
  ])('N1: of the attributes beside the body, %s', (_, change, after) => {
    const attributes = [attribute('kind', 'a'), attribute('n', '7', 'Number')]
    const made = editFields('{"a":1}', [change], { unwrap: compileUnwrap([]), masked, attributes })
    expect(made).toEqual({ ok: true, body: '{"a":1}', steps: [], attributes: after })
  })

  it('N1: each step applied to a covered text of the same length gives the same text, covered', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd')
    const value = fc.jsonValue({ maxDepth: 2 }).map((one) => JSON.stringify(one))
    const changes = fc.array(fc.record({ at: name.map((one) => `/${one}`), value: fc.option(value) }), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue({ maxDepth: 2 })), changes, (object, asked) => {
        const body = JSON.stringify(object, null, 1)
        const made = editFields(body, asked, { unwrap: compileUnwrap([]), masked })
        if (!made.ok) throw new Error(made.why)
        const wanted = { ...object }
        for (const { at, value: next } of asked) {
          if (next === null) delete wanted[at.slice(1)]
          else wanted[at.slice(1)] = JSON.parse(next) as never
        }
        expect(JSON.parse(made.body)).toEqual(JSON.parse(JSON.stringify(wanted)))
        const hidden = made.steps.reduce(
          (text, edits) =>
            edits.reduceRight(
              (at, { range, text: by }) => at.slice(0, range[0]) + by + at.slice(range[1]),
              text,
            ),
          '•'.repeat(body.length),
        )
        expect(hidden).toHaveLength(made.body.length)
        Array.from(hidden).forEach((unit, at) => unit === '•' || expect(unit).toBe(made.body[at]))
      }),
    )
  })
})
