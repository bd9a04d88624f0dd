import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMask, keyCheckValue } from '../../src/pipeline/mask.ts'

/** 00 01 02 … 1f */
const key = Uint8Array.from({ length: 32 }, (_, index) => index)
const otherKey = new Uint8Array(32).fill(0xff)
const mask = createMask(key)

describe('the mask', () => {
  // printf '%s\0%s' FIELD VALUE | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
  it.each<[string, string, string]>([
    ['ip', '203.0.113.7', '5326e48590f8e0935052996fed54baedb6760161b26e4880b8bad27d4d13049a'],
    ['ip', '2001:db8::1', 'f02255124f667aeac9aac1c79a0e9b1fb37f0792eb5227c2ba4d3c4dc0749c8d'],
    ['device_id', '203.0.113.7', '503133c3a02613b95fe02598d63faf055f69ddf1ddf74ceda0dae85fba8cb166'],
    ['device_id', '593-47-5928', 'b59d0ef6ed549c7cc046c31bf1121e9c8d19c54bcc1d499e18342e59bc0eba0a'],
    ['device_id', 'näive-Ω-😀', '7d0c63e4257c71a1536fab81d99868ce2cd903a17279017847bb500d5f920c15'],
  ])('B21 of %s %s is what openssl computes', (field, value, expected) => {
    expect(mask(field, value)).toBe(expected)
  })

  it('B22 under another key is another', () => {
    expect(createMask(otherKey)('ip', '203.0.113.7')).toBe(
      'b637297c058ccd6bbe0ab7b7e48c2f4c7fd44c8a1fd84f86f4a2180ec8fe7e54',
    )
  })

  it('is 64 lower-case hexadecimal characters, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(mask('ip', value)).toMatch(/^[0-9a-f]{64}$/)
        expect(mask('ip', value)).toBe(mask('ip', value))
      }),
    )
  })

  it('B21 differs for the same text in two fields', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(mask('ip', value)).not.toBe(mask('device_id', value))
      }),
    )
  })

  it('B22 is never the bare hash of the value, so trying all addresses finds nothing', () => {
    const stored = new Set<string>(Array.from({ length: 256 }, (_, low) => mask('ip', `198.51.100.${low}`)))
    for (let low = 0; low < 65_536; low += 1) {
      const address = `198.51.${low >> 8}.${low & 255}`
      for (const tried of [address, `ip\0${address}`, `ip${address}`])
        if (stored.has(createHash('sha256').update(tried).digest('hex')))
          throw new Error('A bare hash gave a mask')
    }
    const wrong = createMask(otherKey)
    for (let low = 0; low < 256; low += 1) expect(stored.has(wrong('ip', `198.51.100.${low}`))).toBe(false)
  })
})

describe('the check value of a key', () => {
  it('is what openssl computes, and another one for another key', () => {
    expect(keyCheckValue(key)).toBe('6de4f072c78ca7a4')
    expect(keyCheckValue(otherKey)).not.toBe(keyCheckValue(key))
  })

  it('is the mask of nothing', () => {
    for (const field of ['ip', 'device_id'] as const)
      expect(mask(field, 'sluice key check value').startsWith(keyCheckValue(key))).toBe(false)
  })
})
