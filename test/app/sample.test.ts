import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleBodies, type SampleOptions } from '../../src/app/sample.ts'
import { readLogin } from '../support/read-login.ts'

const strict = { allowUnknownFields: false }

const make = (options: Partial<SampleOptions> = {}): readonly string[] => [
  ...sampleBodies({ count: 100, malformed: 1, seed: 7, ...options }),
]

const isMalformed = (body: string): boolean => !readLogin(body, strict).ok

describe('sample messages', () => {
  it('are 99 well-formed logins and one message of another system, as at the first start', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const bodies = make({ seed })
      expect(bodies).toHaveLength(100)
      const malformed = bodies.filter(isMalformed)
      expect(malformed).toHaveLength(1)
      expect(Object.keys(JSON.parse(malformed[0] ?? '') as object)).toEqual(['foo', 'bar'])
    }
  })

  it('are the same for the same seed and others for another', () => {
    expect(make({ seed: 42 })).toEqual(make({ seed: 42 }))
    expect(make({ seed: 42 })).not.toEqual(make({ seed: 43 }))
  })

  it('are malformed in exactly the number requested, whatever it is, spread over the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(300), fc.nat(2 ** 32 - 1), (count, some, seed) => {
        const malformed = Math.min(count, some)
        expect(make({ count, malformed, seed }).filter(isMalformed)).toHaveLength(malformed)
      }),
    )
    const halves = make({ count: 1_000, malformed: 10 })
    expect(halves.slice(0, 500).filter(isMalformed)).toHaveLength(5)
  })

  it('have no locale in about three out of ten', () => {
    const bodies = make({ count: 10_000, malformed: 0 })
    const without = bodies.filter((body) => (JSON.parse(body) as { locale: string | null }).locale === null)
    expect(without.length).toBeGreaterThan(2_700)
    expect(without.length).toBeLessThan(3_300)
  })

  it('have some devices more than once, and version numbers that only a text can hold', () => {
    const logins = make({ count: 2_000, malformed: 0 }).map(
      (body) => JSON.parse(body) as { ip: string; device_id: string; app_version: string; user_id: string },
    )
    expect(new Set(logins.map((login) => login.device_id)).size).toBeLessThan(logins.length - 50)
    expect(new Set(logins.map((login) => login.user_id)).size).toBe(logins.length)
    expect(logins.some((login) => /\.0\d/.test(login.app_version))).toBe(true)
    expect(logins.some((login) => /^\d+\.\d+\.\d+$/.test(login.app_version))).toBe(true)
    expect(logins.some((login) => /^\d+\.\d+\.\d+\+\d+$/.test(login.app_version))).toBe(true)
  })

  it('are made one at a time, so that millions need no memory', () => {
    const bodies = sampleBodies({ count: 10_000_000, malformed: 0, seed: 1 })
    expect(readLogin(String(bodies.next().value), strict).ok).toBe(true)
  })
})
