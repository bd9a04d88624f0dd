import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bareMessage, createSeal } from '../../src/pipeline/seal.ts'

const seal = createSeal(randomBytes(32))

/** The failure for a body that is not the sealed one. */
const altered = expect.objectContaining({ failure: { code: 'body-altered', details: {} } })

describe('the seal', () => {
  it('gives back every text as it was, with NUL and unpaired surrogates', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, name) => {
        expect(seal.open(name, seal.seal(name, bareMessage(text)))).toEqual(bareMessage(text))
      }),
    )
    for (const text of ['', '\0', '\ud83d', '\ude00\ud83d', '😀', '\ufeff{}', 'x'.repeat(2 ** 20)])
      expect(seal.open('m', seal.seal('m', bareMessage(text)))).toEqual(bareMessage(text))
  })

  it('opens nothing with a single changed bit, wherever it is', () => {
    const sealed = seal.seal('m', bareMessage('{"ip":"203.0.113.77"}'))
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      expect(() => seal.open('m', changed), `byte ${at}`).toThrow(altered)
    }
  })

  it('B24 opens nothing that was cut short or made longer', () => {
    const sealed = seal.seal('m', bareMessage('text'))
    for (const length of [0, 1, 12, 28, sealed.length - 1])
      expect(() => seal.open('m', sealed.subarray(0, length))).toThrow(altered)
    expect(() => seal.open('m', Buffer.concat([sealed, Buffer.of(0)]))).toThrow(altered)
  })

  it('B24 opens nothing under another message’s name, so two records cannot be swapped unseen', () => {
    const one = seal.seal('one', bareMessage('text'))
    const other = seal.seal('other', bareMessage('text'))
    expect(() => seal.open('other', one)).toThrow(altered)
    expect(() => seal.open('one', other)).toThrow(altered)
    expect(() => seal.open('', one)).toThrow(altered)
  })

  it('B24 opens nothing with another key', () => {
    expect(() => createSeal(randomBytes(32)).open('m', seal.seal('m', bareMessage('text')))).toThrow(altered)
  })

  it('seals the same text differently each time, and shows nothing of it', () => {
    const first = seal.seal('m', bareMessage('203.0.113.77'))
    expect(seal.seal('m', bareMessage('203.0.113.77')).equals(first)).toBe(false)
    expect(first.toString('latin1')).not.toContain('203')
    expect(first.toString('utf16le')).not.toContain('203')
  })
})
