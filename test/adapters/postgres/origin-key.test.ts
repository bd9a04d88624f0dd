import { describe, expect, it } from 'vitest'
import { originKey, originKeys } from '../../../src/adapters/postgres/origin-key.ts'
import { originsOfEverySort } from '../../support/origins.ts'

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{12}$/
const keysThemselves = /^a uuid of (?:version [147]|no version)$|^the (?:nil|greatest) uuid$/

describe('the key of an origin', () => {
  it.each(originsOfEverySort)('of %s is a uuid in its canonical spelling', (sort, origin) => {
    const { key, text } = originKey(origin)
    if (keysThemselves.test(sort)) return expect({ key, text }).toEqual({ key: origin, text: null })
    expect(text).toBe(origin)
    const [, version, variant] = canonical.exec(key) ?? []
    expect([version, variant]).toEqual(['8', expect.stringMatching(/^[89ab]$/)])
  })

  it('is different for each spelling', () => {
    const keys = originsOfEverySort.map(([, origin]) => originKey(origin).key)
    expect(new Set(keys).size).toBe(originsOfEverySort.length)
  })

  // Changing this would lose the duplicates of every existing ledger.
  it.each([
    ['order-1', '0bafe221-56d2-898c-943b-86040446d366'],
    ['', 'e3b0c442-98fc-8c14-9afb-f4c8996fb924'],
    ['9F1C2B1E-0A1B-4C3D-8E5F-0123456789AB', '9a8df44b-4f41-81b4-b5c0-9190eb51eb38'],
  ])('of %j never changes', (origin, key) => {
    expect(originKey(origin).key).toBe(key)
  })

  it('cannot be chosen to be that of another origin, as a uuid of version 8 is not a key of itself', () => {
    const taken = originKey('order-1').key
    expect(originKey(taken).key).not.toBe(taken)
  })

  it('treats an unpaired surrogate as what the database gets in its place', () => {
    expect(originKey('a\ud800')).toEqual(originKey('a\ufffd'))
  })
})

describe('the keys of a batch', () => {
  const collide = () => '0'.repeat(64)

  it('are refused if two origins have the same', () => {
    expect(() => originKeys(['a', 'b'], collide)).toThrow(
      expect.objectContaining({ kind: 'permanent', failure: { code: 'origin-collision', details: {} } }),
    )
  })

  it('are returned if one origin comes twice, and if the origins are keys themselves', () => {
    const own = '9f1c2b1e-0a1b-4c3d-8e5f-0123456789ab'
    expect(originKeys(['a', own, 'a', own], collide)).toHaveLength(4)
  })
})
