import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reason } from '../../src/contract/reason.ts'
import { readLogin, type ReadLogin } from '../support/read-login.ts'
import { damaged } from '../support/json-texts.ts'
import { loginBody, loginFieldsOfExample } from '../support/logins.ts'

const strict = { allowUnknownFields: false }
const lenient = { allowUnknownFields: true }

const reasonsOf = (body: string, rules = strict): readonly Reason[] => {
  const parsed = readLogin(body, rules)
  return parsed.ok ? [] : parsed.reasons
}

/** Reasons in short: the code, the field, and the part of the body that is pointed at. */
const shortly = (body: string, rules = strict): readonly (readonly [string, string, string | null])[] =>
  reasonsOf(body, rules).map(({ code, pointer, range }) => [
    code,
    pointer,
    range === null ? null : body.slice(...range),
  ])

describe('readLogin', () => {
  it('reads the six fields exactly as they were sent', () => {
    expect(readLogin(loginBody(), strict)).toEqual({ ok: true, login: loginFieldsOfExample })
    const versions = ['2.3.0', '0.96', '6.02', '6.2', '2.00', '1', '1.2.3.4', '3.1-beta.2', '00.1']
    for (const app_version of versions)
      expect(readLogin(loginBody({ app_version }), strict)).toMatchObject({ login: { app_version } })
  })

  it('takes a null locale, and null nowhere else', () => {
    expect(readLogin(loginBody({ locale: null }), strict)).toMatchObject({
      ok: true,
      login: { locale: null },
    })
    for (const field of ['user_id', 'app_version', 'device_type', 'ip', 'device_id'])
      expect(shortly(loginBody({ [field]: null }))).toEqual([['wrong-type', `/${field}`, 'null']])
  })

  it('takes the fields in any order, with space around them and escapes in them', () => {
    const body = `\n{ "device_id" : "\\u0035\\n93", "locale":null,"ip":"::1","device_type":"i\\u006fs","app_version":"1","user_id":"\\"😀\\\\" }\t`
    expect(readLogin(body, strict)).toEqual({
      ok: true,
      login: {
        user_id: '"😀\\',
        app_version: '1',
        device_type: 'ios',
        ip: '::1',
        locale: null,
        device_id: '5\n93',
      },
    })
  })

  it('names every reason at once, each with the place of its fault', () => {
    const body =
      '{"user_id":"","app_version":"latest","device_type":7,"ip":"1.2.3","ip":"1.2.3.4","extra":true,"locale":"x\\u0000"}'
    expect(shortly(body)).toEqual([
      ['empty-value', '/user_id', '""'],
      ['not-a-version', '/app_version', '"latest"'],
      ['wrong-type', '/device_type', '7'],
      ['not-an-ip', '/ip', '"1.2.3"'],
      ['duplicate-key', '/ip', '"ip"'],
      ['unknown-field', '/extra', '"extra"'],
      ['nul-character', '/locale', '"x\\u0000"'],
      ['missing-field', '/device_id', null],
    ])
  })

  it('names several faults of one value', () => {
    const body = loginBody({ app_version: `\0${'9'.repeat(40)}\ud800` })
    expect(shortly(body).map(([code]) => code)).toEqual([
      'nul-character',
      'lone-surrogate',
      'too-long',
      'not-a-version',
    ])
  })

  it('says what was found if the message is JSON but not an object', () => {
    const found = (body: string) => reasonsOf(body).map(({ code, detail }) => [code, detail])
    expect(found('[]')).toEqual([['not-an-object', 'an array']])
    expect(found('null')).toEqual([['not-an-object', 'null']])
    expect(found('1')).toEqual([['not-an-object', 'a number']])
    expect(found('"x"')).toEqual([['not-an-object', 'a string']])
    expect(found('true')).toEqual([['not-an-object', 'a boolean']])
  })

  it('finds a duplicate among unknown fields too, and under the lenient rule', () => {
    const body = loginBody().replace('{', '{"x":1,"x":2,')
    expect(shortly(body).map(([code]) => code)).toEqual(['unknown-field', 'duplicate-key', 'unknown-field'])
    expect(shortly(body, lenient)).toEqual([['duplicate-key', '/x', '"x"']])
  })

  it('accepts unknown fields of any kind if the rule allows it, and nothing else', () => {
    const body = loginBody({ extra: { deep: [1, 'x"y', null] }, '': 0 })
    expect(readLogin(body, lenient)).toEqual({ ok: true, login: loginFieldsOfExample })
    expect(readLogin(body, strict).ok).toBe(false)
    expect(shortly(loginBody({ extra: 1, ip: 'x' }), lenient)).toEqual([['not-an-ip', '/ip', '"x"']])
  })

  it('never names a field that could hold personal data', () => {
    const body = loginBody({ '203.0.113.77': 1, 'device-593-47-5928': 1, ['a'.repeat(40)]: 1 })
    expect(reasonsOf(body).map(({ code, pointer }) => [code, pointer])).toEqual(
      Array(3).fill(['unknown-field', '']),
    )
    expect(JSON.stringify(reasonsOf(body))).not.toMatch(/113|5928|aaa/)
  })

  it('judges a body the same on the fast path and, if an escape forces it, on the thorough way', () => {
    fc.assert(
      fc.property(nearLogins, fc.boolean(), (body, allowUnknownFields) => {
        const rules = { allowUnknownFields }
        const longer = withEscape(body)
        fc.pre(longer !== body)
        expect(verdict(readLogin(longer, rules))).toEqual(verdict(readLogin(body, rules)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('accepts only what JSON.parse reads as the same six fields', () => {
    fc.assert(
      fc.property(nearLogins, (body) => {
        const parsed = readLogin(body, strict)
        if (parsed.ok) expect(JSON.parse(body)).toEqual(parsed.login)
      }),
      { numRuns: 2_000 },
    )
  })

  it('never throws and always has a reason or a login, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearLogins), (body) => {
        const parsed = readLogin(body, strict)
        expect(parsed.ok || parsed.reasons.length > 0).toBe(true)
        for (const { range } of parsed.ok ? [] : parsed.reasons) {
          if (range === null) continue
          expect(range[0]).toBeLessThan(range[1])
          expect(range[1]).toBeLessThanOrEqual(body.length)
        }
      }),
    )
  })
})

const values = fc.oneof(
  fc.constantFrom('', '1.2.3.4', '::1', '2.3.0', 'x', 'a"b', 'a:b,{}', '\0', '\ud800', '😀', 'x'.repeat(200)),
  fc.string(),
  fc.jsonValue({ maxDepth: 2 }),
)

const names = fc.constantFrom('user_id', 'app_version', 'ip', 'locale', 'device_id', 'extra', '__proto__', '')

/** Bodies that are well-formed logins except for a field or two, a repeated one, or some damage. */
const nearLogins = fc.oneof(
  fc
    .array(fc.tuple(names, values), { maxLength: 2 })
    .map((changes) => JSON.stringify({ ...loginFieldsOfExample, ...Object.fromEntries(changes) })),
  fc
    .tuple(names, values, fc.boolean())
    .map(([name, value, first]) =>
      first
        ? loginBody().replace('{', `{${JSON.stringify(name)}:${JSON.stringify(value)},`)
        : loginBody().replace('}', `,${JSON.stringify(name)}:${JSON.stringify(value)}}`),
    ),
  damaged(fc.constant(loginBody())),
)

/** The same JSON with the first letter after a quote written as an escape: the fast path declines every backslash. */
const withEscape = (body: string): string =>
  body.replace(
    /"([A-Za-z])/,
    (_, letter: string) => `"\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const verdict = (parsed: ReadLogin): unknown =>
  parsed.ok ? parsed.login : parsed.reasons.map(({ code, pointer, detail }) => [code, pointer, detail])
