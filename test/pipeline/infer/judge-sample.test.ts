import { expect, it } from 'vitest'
import { logins } from '../../../src/contract/logins.ts'
import { judgeSample } from '../../../src/pipeline/infer/judge-sample.ts'
import { createDelivery } from '../../support/deliveries.ts'

it('texts that are not JSON are one reason, wherever each of them breaks', () => {
  const bodies = ['{"user_id":"a",', '{"ip":"1.2', '{', 'no']
  const sample = bodies.map((body) => createDelivery({ body }))
  const { passed, reasons } = judgeSample(sample, logins)
  expect(passed).toBe(0)
  expect(reasons.filter(({ code }) => code === 'not-json')).toEqual([
    { code: 'not-json', pointer: '', count: bodies.length },
  ])
})
