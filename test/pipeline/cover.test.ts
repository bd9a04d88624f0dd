import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverBody } from '../../src/pipeline/cover.ts'
import { damaged, jsonLikeText, shuffled } from '../support/json-texts.ts'
import { loginBody } from '../support/logins.ts'

const ip = '203.0.113.77'
const deviceId = '593-47-5928'

const login = loginBody({ ip, device_id: deviceId })

/** Whether damage put a secret right behind the name of a field that is shown, or into its value. */
const isTrulyOpen = (body: string): boolean =>
  /"(?:user_id|device_type|locale|app_version)"\s*:\s*"[^"]*(?:203\.0\.113\.77|593-47-5928)/.test(body)

describe('coverBody', () => {
  it('covers ip and device_id of a well-formed login and shows the rest', () => {
    expect(coverBody(loginBody())).toEqual({
      text: loginBody({ ip: '•'.repeat(ip.length), device_id: '•'.repeat(deviceId.length) }),
      covered: true,
    })
  })

  it('answers a text of the same length, so that ranges still fit', () => {
    fc.assert(
      fc.property(fc.oneof(jsonLikeText(), damaged(fc.constant(loginBody()))), (body) => {
        const { text } = coverBody(body)
        expect(text).toHaveLength(body.length)
        const shown = Array.from({ length: body.length }, (_, at) => (text[at] === '•' ? '•' : body[at]))
        expect(text).toBe(shown.join(''))
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives no ip and no device_id away, whatever was cut off, doubled, moved or put in between', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(fc.constant(login)), shuffled(login)), (body) => {
        fc.pre(!isTrulyOpen(body))
        const { text } = coverBody(body)
        expect(text).not.toContain(ip)
        expect(text).not.toContain(deviceId)
      }),
      { numRuns: 10_000 },
    )
  })

  it.each([
    ['cut off inside the value', `{"ip":"${ip}`],
    ['without quotes', `{ip: ${ip}, device_id: ${deviceId}}`],
    ['as a bare text', `"${ip}"`],
    ['as plain words', `login from ${ip} by ${deviceId}`],
    ['as a name', `{"${ip}": 1, "${deviceId}": 2}`],
    ['under a name of other letters', `{"IP":"${ip}","deviceId":"${deviceId}"}`],
    ['inside an object under a name that is shown', `{"user_id":{"x":"${ip}"},"locale":["${deviceId}"]}`],
    ['an ip under a name that is shown', `{"user_id":"${ip}","locale":" ${ip} ","device_type":"x ${ip}"}`],
    ['an IPv6 address under a name that is shown', `{"user_id":"2001:db8::77"}`],
    ['with an escaped quote before it', `{"user_id":"a\\"","ip":"\\"${ip}","device_id":"\\"${deviceId}"}`],
    ['after a line break in a text', `{"user_id":"a\n${ip}"}`],
    ['in text inside text', JSON.stringify({ body: loginBody() })],
    ['in an array', `["${ip}",${deviceId}]`],
  ])('covers a value %s', (_, body) => {
    const { text, covered } = coverBody(body)
    expect(covered).toBe(true)
    expect(text).not.toContain(ip)
    expect(text).not.toContain(deviceId)
    expect(text).not.toContain('2001:db8')
  })

  it('leaves structure, names and words as they are', () => {
    const body = '{"foo": null, "bar": [true, false], "locale": "DE"}'
    expect(coverBody(body)).toEqual({ text: body, covered: false })
    expect(coverBody('')).toEqual({ text: '', covered: false })
  })

  it('covers the whole of a long hostile text without hanging', () => {
    const size = 2 ** 20
    for (const body of [
      '"'.repeat(size),
      '\\'.repeat(size),
      '"\\'.repeat(size / 2),
      ' '.repeat(size),
      ':'.repeat(size),
    ])
      expect(coverBody(body).text).toHaveLength(size)
  })
})
