import { describe, expect, it } from 'vitest'
import { logins } from '../../src/contract/logins.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import { createMask } from '../../src/pipeline/mask.ts'
import { createPrepare } from '../../src/pipeline/prepare.ts'
import { createReject } from '../../src/pipeline/reject.ts'
import { createSeal } from '../../src/pipeline/seal.ts'
import { createDelivery } from '../support/deliveries.ts'
import { loginBody } from '../support/logins.ts'

const key = Buffer.alloc(32, 7)
const prepare = createPrepare(compileJudge(logins, createMask(key)), createReject(createSeal(key)))

/** The reasons of a message whose bytes were not UTF-8, each as its code and the text that is marked. */
const damageIn = (body: string): readonly string[] => {
  const [item] = prepare([createDelivery({ body, isIntact: false })])
  if (item?.entry.kind !== 'rejected') throw new Error('A damaged message was taken')
  return item.entry.reasons.map(
    ({ code, range }) => `${code} ${range === null ? 'nowhere' : body.slice(...range)}`,
  )
}

describe('a message whose bytes were not UTF-8', () => {
  it('N1 has a mark at each run of characters that replace them', () => {
    expect(damageIn(loginBody({ user_id: 'a\uFFFD\uFFFDb\uFFFD' }))).toEqual([
      'not-utf8 \uFFFD\uFFFD',
      'not-utf8 \uFFFD',
    ])
  })

  it('N1 has its other faults too, but none that only follows from the damage', () => {
    expect(damageIn(loginBody({ ip: '1.2.\uFFFD', app_version: 'latest' }))).toEqual([
      'not-utf8 \uFFFD',
      'not-a-version "latest"',
    ])
    expect(damageIn(loginBody({ ip: undefined, user_id: '\uFFFD' }))).toEqual([
      'not-utf8 \uFFFD',
      'missing-field nowhere',
    ])
    expect(damageIn(loginBody().replace('"ip"', '"i\uFFFD"'))).toEqual(['not-utf8 \uFFFD'])
  })

  it('N1 has the fault without a place if it was changed on its way and shows no mark', () => {
    expect(damageIn(loginBody())).toEqual(['not-utf8 nowhere'])
  })

  it('N1 keeps a hundred reasons and counts the others', () => {
    const reasons = damageIn(loginBody({ user_id: 'a\uFFFD'.repeat(150) }))
    expect([reasons.length, reasons.at(-1)]).toEqual([101, 'and-more nowhere'])
  })
})
