import { describe, expect, it } from 'vitest'
import { describeReason } from '../../src/contract/reason.ts'
import { readLogin } from '../support/read-login.ts'
import { loginBody } from '../support/logins.ts'

const strict = { allowUnknownFields: false }
const lenient = { allowUnknownFields: true }

const codesOf = (body: string, rules = strict): readonly string[] => {
  const parsed = readLogin(body, rules)
  return parsed.ok ? [] : parsed.reasons.map(({ code }) => code)
}

const megabyte = 2 ** 20

describe('a hostile body', () => {
  it.each([
    ['nothing', '', 'empty-body'],
    ['space only', ' \t\r\n', 'empty-body'],
    ['null', 'null', 'not-an-object'],
    ['an empty array', '[]', 'not-an-object'],
    ['a number', '1', 'not-an-object'],
    ['a byte order mark', `\ufeff${loginBody()}`, 'not-json'],
    ['a login that is cut off', loginBody().slice(0, -1), 'not-json'],
    ['NaN', loginBody({ user_id: 'HERE' }).replace('"HERE"', 'NaN'), 'not-json'],
    ['a login twice', loginBody() + loginBody(), 'not-json'],
    ['a text of one megabyte', `"${'x'.repeat(megabyte)}"`, 'not-an-object'],
    ['a text of one megabyte that does not end', `"${'x'.repeat(megabyte)}`, 'not-json'],
    ['one megabyte of backslashes', `"${'\\'.repeat(megabyte)}"`, 'not-an-object'],
    ['one megabyte of open arrays', '['.repeat(megabyte), 'too-deep'],
    ['100,000 levels', `${'['.repeat(100_000)}1${']'.repeat(100_000)}`, 'too-deep'],
  ])('A21 of %s has one reason', (_, body, code) => {
    expect(codesOf(body)).toEqual([code])
  })

  it('A21 of a hundred thousand names has the first hundred reasons and the number of the others', () => {
    const body = JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n])))
    const codes = codesOf(body)
    expect(codes).toHaveLength(101)
    expect(new Set(codes)).toEqual(new Set(['unknown-field', 'and-more']))
    const parsed = readLogin(body, strict)
    expect(parsed.ok ? null : parsed.reasons.at(-1)?.detail).toBe(String(100_006 - 100))
  })

  it('A21 with a user_id of one megabyte is too long, and a device_id of one megabyte is not', () => {
    const long = 'x'.repeat(megabyte)
    expect(codesOf(loginBody({ user_id: long }))).toEqual(['too-long'])
    expect(codesOf(loginBody({ device_id: long }))).toEqual([])
  })

  it('A22 with a NUL or an unpaired surrogate is refused, escaped or not, and an emoji is kept', () => {
    expect(codesOf(loginBody({ user_id: 'a\0b' }))).toEqual(['nul-character'])
    for (const user_id of ['\ud83d', '\ude00', '\ude00\ud83d', 'a\ud83db'])
      expect(codesOf(loginBody({ user_id }))).toEqual(['lone-surrogate'])
    const raw = loginBody({ user_id: 'HERE' }).replace('HERE', '\ud83d')
    expect(codesOf(raw)).toEqual(['lone-surrogate'])
    const emoji = '👩\u200d👩\u200d👧 \u{1F600}'
    expect(readLogin(loginBody({ user_id: emoji }), strict)).toMatchObject({ login: { user_id: emoji } })
  })

  it('A22 with the same in ip and device_id is refused too, though only masks of them are stored', () => {
    expect(codesOf(loginBody({ device_id: '\0' }))).toEqual(['nul-character'])
    expect(codesOf(loginBody({ device_id: '\ud800' }))).toEqual(['lone-surrogate'])
    expect(codesOf(loginBody({ ip: '1.2.3.4\0' }))).toEqual(['nul-character', 'not-an-ip'])
  })

  it('A23 rejects a body in which a name occurs twice, and takes neither value', () => {
    const twice = (name: string, value = '"2.2.2.2"') => loginBody().replace('{', `{${name}:${value},`)
    expect(codesOf(twice('"ip"'))).toEqual(['duplicate-key'])
    expect(codesOf(twice('"\\u0069p"'))).toEqual(['duplicate-key'])
    expect(codesOf(twice('"i\\u0070"'))).toEqual(['duplicate-key'])
    expect(codesOf(twice('"locale"', 'null'))).toEqual(['duplicate-key'])
    expect(codesOf(loginBody().replace('}', ',"ip":"203.0.113.77"}'))).toEqual(['duplicate-key'])
    expect(codesOf(twice('"ip"'), lenient)).toEqual(['duplicate-key'])
    expect(codesOf(loginBody().replace('{', '{"ip":{"a":"b"},'))).toEqual(['wrong-type', 'duplicate-key'])
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'A24 with the name %s follows the rule for unknown fields and changes no prototype',
    (name) => {
      for (const value of ['{"polluted":1}', '1', '{"a":{"b":{"__proto__":{"polluted":1}}}}']) {
        const body = loginBody().replace('{', `{"${name}":${value},`)
        expect(codesOf(body)).toEqual(['unknown-field'])
        expect(codesOf(body, lenient)).toEqual([])
      }
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    },
  )

  it('A24 whose fields are in __proto__ has none of them', () => {
    const body = `{"__proto__":${loginBody()}}`
    expect(codesOf(body, lenient)).toEqual(Array(6).fill('missing-field'))
  })

  it('A25 with numbers in place of texts is refused, so that nothing is ever rounded', () => {
    for (const number of ['9007199254740993', '1e400', '-0', '0', '1.0'])
      expect(codesOf(loginBody({ user_id: 'HERE' }).replace('"HERE"', number))).toEqual(['wrong-type'])
    const exact = { user_id: '9007199254740993', app_version: '001', device_type: '1e400', device_id: '-0' }
    expect(readLogin(loginBody(exact), strict)).toMatchObject({ ok: true, login: exact })
  })

  it('A27 with an address that systems read differently is refused', () => {
    for (const ip of ['01.2.3.4', ' 1.2.3.4', 'fe80::1%eth0', '1.2.3.4/32', '::ffff:01.2.3.4'])
      expect(codesOf(loginBody({ ip }))).toEqual(['not-an-ip'])
  })

  it('has reasons whose words quote nothing of it', () => {
    const secret = '203.0.113.77'
    for (const body of [
      `{"ip":"${secret}"`,
      `{"ip":${secret}}`,
      `{"${secret}":1}`,
      `"${secret}"`,
      loginBody({ app_version: secret, extra: secret }),
      loginBody({ device_type: secret.repeat(20) }),
    ]) {
      const parsed = readLogin(body, strict)
      if (parsed.ok) throw new Error('The body was accepted')
      for (const reason of parsed.reasons) {
        expect(describeReason(reason)).not.toContain('203')
        expect(JSON.stringify({ ...reason, range: null })).not.toContain('203')
      }
    }
  })
})
