import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLeaks } from '../support/covered-view.ts'
import { damaged, jsonLikeText, shuffled } from '../support/json-texts.ts'
import { loginBody } from '../support/logins.ts'
import { coverLogin } from '../support/read-login.ts'

const ip = '203.0.113.77'
const deviceId = '593-47-5928'

const login = loginBody({ ip, device_id: deviceId })

/** A login with one field's value as given. */
const withRaw = (field: string, raw: string): string =>
  loginBody({ [field]: 'HERE' }).replace('"HERE"', () => raw)

const dots = (text: string): string => '•'.repeat(text.length)

describe('coverLogin', () => {
  it('covers ip and device_id of a login and shows the rest', () => {
    expect(coverLogin(login)).toEqual({
      text: loginBody({ ip: dots(ip), device_id: dots(deviceId) }),
      covered: true,
    })
  })

  it.each([
    ['a version that is none', { app_version: 'latest' }, '"latest"'],
    ['a build', { app_version: '1.4.2+2049' }, '"1.4.2+2049"'],
    ['a locale with a script', { locale: 'zh-Hant-TW' }, '"zh-Hant-TW"'],
    ['no locale', { locale: null }, 'null'],
    ['a user id in letters of any script', { user_id: 'Žofie.日本_7' }, '"Žofie.日本_7"'],
    ['an address that is none', { ip: '999.300.1' }, '"android"'],
    ['a device id that is a number', { device_id: 593475928 }, '"android"'],
    ['a field too many', { session: '12345678' }, '"session"'],
  ])('shows what is stored in the clear of a message with %s', (_, changed, shown) => {
    expect(coverLogin(loginBody(changed)).text).toContain(shown)
  })

  it('returns a text of the same length, so that ranges still fit', () => {
    fc.assert(
      fc.property(fc.oneof(jsonLikeText(), damaged(fc.constant(loginBody()))), (body) => {
        const { text } = coverLogin(body)
        expect(text).toHaveLength(body.length)
        const shown = Array.from({ length: body.length }, (_, at) => (text[at] === '•' ? '•' : body[at]))
        expect(text).toBe(shown.join(''))
      }),
      { numRuns: 1_000 },
    )
  })

  it('B40 reveals no ip and no device_id, whatever was cut off, doubled, moved or inserted', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(fc.constant(login)), shuffled(login)), (body) => {
        const { text } = coverLogin(body)
        expect(text).not.toContain(ip)
        expect(text).not.toContain(deviceId)
      }),
      { numRuns: 3_000 },
    )
  })

  it('B40 shows no canary of 30,000 mutated bodies', { timeout: 120_000 }, () => {
    expect(findLeaks(30_000, 9)).toEqual([])
  })

  it('B40 shows no id of a body from which any one stretch was cut', { timeout: 120_000 }, () => {
    for (let start = 0; start < login.length; start += 1) {
      for (let end = start + 1; end <= login.length; end += 1) {
        const { text } = coverLogin(login.slice(0, start) + login.slice(end))
        if (text.includes(ip) || text.includes(deviceId)) expect.fail(`cut from ${start} to ${end}: ${text}`)
      }
    }
  })

  it.each([
    ['cut off inside the value', `{"ip":"${ip}`],
    ['without quotes', `{ip: ${ip}, device_id: ${deviceId}}`],
    ['as a bare text', `"${ip}"`],
    ['as plain words', `login from ${ip} by ${deviceId}`],
    ['as a name', `{"${ip}": 1, "${deviceId}": 2}`],
    ['under a name of other letters', `{"IP":"${ip}","deviceId":"${deviceId}"}`],
    ['inside an object under a name that is shown', `{"user_id":{"x":"${ip}"},"locale":["${deviceId}"]}`],
    ['inside a login under a name that is shown', withRaw('user_id', login)],
    ['in an object under its own name', `{"ip":{"locale":"${deviceId}"},"device_id":{"locale":"${ip}"}}`],
    ['with a second name before it', `{"device_id":"user_id":"${deviceId}"}`],
    ['with a second name after a whole login', `${login.slice(0, -1)},"ip":"locale":"${deviceId}"}`],
    ['after a comma that is missing', `{"ip":"1.2.3.4" "device_id":"d","user_id":"${deviceId}"}`],
    [
      'under a name that occurs twice',
      `{"user_id":"${deviceId}","user_id":"u","ip":"1.2.3.4","device_id":"d"}`,
    ],
    ['where ip is missing', `{"user_id":"${ip}","device_id":"d"}`],
    ['where device_id is missing', `{"locale":"x-${deviceId}","ip":"1.2.3.4"}`],
    ['an ip under a name that is shown', `{"user_id":"${ip}","locale":" ${ip} ","device_type":"x ${ip}"}`],
    ['with an escaped quote before it', `{"user_id":"a\\"","ip":"\\"${ip}","device_id":"\\"${deviceId}"}`],
    ['after a line break in a text', `{"user_id":"a\n${ip}"}`],
    ['in text inside text', JSON.stringify({ body: login })],
    ['in an array', `["${ip}",${deviceId}]`],
    ['after the end', `${login}{"user_id":"${deviceId}"}`],
  ])('B40 covers a value %s', (_, body) => {
    const { text, covered } = coverLogin(body)
    expect(covered).toBe(true)
    expect(text).not.toContain(ip)
    expect(text).not.toContain(deviceId)
  })

  it.each([
    ...[
      '203.0.113.77',
      '203-0-113-77',
      'ip-203-0-113-77.ec2',
      '203 0 113 77',
      '２０３.0.113.77',
      '٢٠٣.0.113.77',
    ],
    ...['2001:db8::77', 'fade::cafe', '::', 'dead:beef:cafe:fade:abba:baba:daff:feed', '203%2e0%2e113%2e77'],
    ...['02:42:ac:11:00:02', '02-42-ac-11-00-02', 'de-ad-be-ef-ca-fe', '0242.ac11.0002', '0242ac110002'],
    ...[
      '593-47-5928',
      '593 47 5928',
      '356938035643809',
      '+49 30 901820',
      'user5934759280',
      '203.0.11\u200b3.77',
    ],
    ...['{"ip":1}', '[1,2]', 'a"b', 'a:b', 'a/b', 'a%20b', '&#50;', 'x'.repeat(129), '\u202eabc', 'a\u00adb'],
  ])('B40 covers %j under user_id, although the message is intact', (value) => {
    const body = loginBody({ user_id: value, ip: '198.51.100.1', device_id: 'd-1' })
    const { text } = coverLogin(body)
    expect(text.slice(0, body.indexOf('"app_version"'))).toMatch(/^\{"user_id":"•+",$/)
    expect(text).toContain('"android"')
  })

  it.each([
    ['an escape', '"203\\u002e0\\u002e113\\u002e77"'],
    ['an escape that is not needed', '"\\u0061bc"'],
    ['a short escape', '"a\\/b"'],
    ['a number', '5934759'],
    ['an object', '{"locale":"DE"}'],
    ['an array', '["DE"]'],
  ])('B40 covers %s under user_id', (_, raw) => {
    const { text } = coverLogin(withRaw('user_id', raw))
    expect(text).not.toMatch(/203|593|abc|DE"[\]}]|a..b/)
    expect(text).toContain('"device_type":"android"')
  })

  it('B40 covers a value that shares five characters with ip or device_id', () => {
    expect(coverLogin(loginBody({ user_id: 'u-canar', device_id: 'canary-7' })).text).not.toContain('canar')
    expect(coverLogin(loginBody({ user_id: 'CANARY', device_id: 'canary-7' })).text).not.toContain('CANARY')
    expect(coverLogin(loginBody({ user_id: 'abc', device_id: 'abc' })).text).not.toContain('abc')
  })

  it('B40 covers a user id that is not a UUID if the device id is one: they may have been swapped', () => {
    const { user_id: uuid } = JSON.parse(loginBody()) as { user_id: string }
    expect(coverLogin(loginBody({ user_id: 'canary-seven', device_id: uuid })).text).not.toContain('canary')
    expect(coverLogin(loginBody({ user_id: 'canary-seven', device_id: 'd' })).text).toContain('canary')
  })

  it('B40 covers everything from the first fault of the JSON on, names too', () => {
    const whole = loginBody({ device_id: 'd-1' }).slice(0, -1)
    const { text } = coverLogin(`${whole},oops,"locale":"DE","note":{"user_id":"x"}}`)
    expect(text.slice(whole.length)).toBe(',••••,"••••••":"••","••••":{"•••••••":"•"}}')
    expect(text).toContain('"device_type":"android"')
  })

  it('covers names that contain a hardware address', () => {
    for (const name of ['de-ad-be-ef-ca-fe', 'deadbeefcafe', 'ipde-ad-be-ef-ca-fe'])
      expect(coverLogin(`{"${name}":1}`).text).toBe(`{"${dots(name)}":•}`)
  })

  it('leaves marks, names of letters and words as they are', () => {
    const body = '{"foo": null, "bar": {"baz": true}, "qux": [ ]}'
    expect(coverLogin(body)).toEqual({ text: body, covered: false })
    expect(coverLogin('')).toEqual({ text: '', covered: false })
  })
})
