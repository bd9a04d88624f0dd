import { describe, expect, it } from 'vitest'
import { describeFailure, failure, failureCodes, FailureError } from '../../src/contract/failure.ts'
import { reasonDetails } from './reason-details.ts'
import { leastDetails, sampleDetails as details } from './sample-details.ts'
import { describeReason, reasonCodes, type Reason } from '../../src/contract/reason.ts'

describe('the words for a failure', () => {
  it.each(failureCodes)('say what happened and what to do for %s', (code) => {
    const few = Object.fromEntries(leastDetails(code).map((name) => [name, details[name]]))
    for (const given of [details, few]) {
      const { sentence, advice } = describeFailure(failure(code, given))
      for (const text of [sentence, advice]) {
        expect(text).not.toMatch(/undefined|null|\[object|NaN| {2}|\(\)/)
        expect(text.length).toBeGreaterThan(7)
      }
      expect(advice).toMatch(/\.$/)
    }
  })

  it('name the queue, the service, the database and the code they are given', () => {
    expect(describeFailure(failure('queue-missing', details)).sentence).toMatch(/QUEUE.*ENDPOINT/)
    expect(describeFailure(failure('database-missing', details)).sentence).toMatch(/ADDRESS.*DATABASE/)
    expect(describeFailure(failure('database-failed', details)).sentence).toContain('(CODE)')
    expect(describeFailure(failure('data-folder-busy', details)).sentence).toMatch(/PATH.*OWNER/)
  })

  it('are the message of the error that carries the failure', () => {
    const cause = failure('run-active')
    expect(new FailureError(cause).message).toBe(describeFailure(cause).sentence)
    expect(new FailureError(cause).failure).toBe(cause)
  })
})

describe('the words for a reason', () => {
  it('begin as those of the group: what a message has in common with others is known by the same words', () => {
    for (const code of reasonCodes) {
      const common = describeReason({ code, pointer: '/field', detail: null })
      const detail = reasonDetails[code]
      if (detail === undefined) continue
      const own = describeReason({ code, pointer: '/field', detail })
      expect(own).toContain(detail)
      expect(own.startsWith(common), `${own} begins as ${common}`).toBe(true)
    }
  })

  const reason = (code: Reason['code'], pointer: string, detail: string | null): Reason => ({
    code,
    pointer,
    range: null,
    detail,
  })

  it.each(reasonCodes)('are a sentence without a full stop for %s', (code) => {
    for (const pointer of ['/ip', '']) {
      const text = describeReason(reason(code, pointer, 'DETAIL'))
      expect(text).toMatch(/^[A-Za-z].{9,}[^.]$/)
      expect(text).not.toMatch(/undefined|null|\[object/)
      expect(describeReason(reason(code, pointer, null))).not.toMatch(/undefined|null/)
    }
  })

  it('name the field, but not a sender’s name that is not safe to show', () => {
    expect(describeReason(reason('missing-field', '/ip', null))).toBe('ip is missing')
    expect(describeReason(reason('unknown-field', '', null))).toMatch(/^One of the names /)
    expect(describeReason(reason('duplicate-key', '', null))).toMatch(/^One of the names /)
  })

  it('are different for every code', () => {
    const texts = reasonCodes.map((code) => describeReason(reason(code, '/ip', 'x')))
    expect(new Set(texts).size).toBe(texts.length)
  })
})
