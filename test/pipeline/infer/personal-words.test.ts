import { describe, expect, it } from 'vitest'
import { personalByName } from '../../../src/pipeline/infer/personal-name.ts'
import { personalByValue } from '../../../src/pipeline/infer/personal-value.ts'

describe('a name', () => {
  it.each([
    [['ip'], 'ip'],
    [['x_forwarded_for'], 'ip'],
    [['userEmail'], 'email'],
    [['HomePhone'], 'phone'],
    [['name', 'first'], 'person'],
    [['customer', 'name'], 'person'],
    [['billing_address', 'line2'], 'address'],
    [['card', 'holder'], 'card'],
    [['device', 'id'], 'device'],
    [['token', 'value'], 'secret'],
    [['dateOfBirth'], 'birth'],
  ] as const)('%j is of a person by a whole word', (path, kind) => {
    expect(personalByName(path)).toBe(kind)
  })

  it.each([
    ...[
      ['shipping'],
      ['zipper'],
      ['description'],
      ['micro'],
      ['company', 'name'],
      ['product', 'id'],
      ['email_verified'],
    ],
    ...[
      ['phoneType'],
      ['card_count'],
      ['passportStatus'],
      ['email_sent_at'],
      ['mobile_app'],
      ['platform'],
      ['latency'],
    ],
    ...[['address', 'country'], ['tokens'], ['client', 'id'], ['mac_os'], ['event'], ['type']],
  ])('%j is not personal', (...path) => {
    expect(personalByName(path)).toBeNull()
  })
})

describe('a value', () => {
  it.each([
    ['192.0.2.1', 'ip'],
    ['2001:db8::1', 'ip'],
    ['+4930123456', 'phone'],
    ['4111 1111 1111 1111', 'card'],
    ['DE89 3704 0044 0532 0130 00', 'iban'],
    ['02:00:5e:10:00:01', 'mac'],
    ['078-05-1120', 'ssn'],
    ['Ann <ann@example.org>', 'email'],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', 'secret'],
  ] as const)('%s looks like what it is', (text, kind) => {
    expect(personalByValue(text, false)).toBe(kind)
  })

  it.each(['4111111111111112', 'DE89370400440532013001', '2026-03-17', 'a@b', '1.2.3', '12345678', ''])(
    '%s does not look personal',
    (text) => {
      expect(personalByValue(text, false)).toBeNull()
    },
  )
})
