import { describe, expect, it } from 'vitest'
import { describeCausePart, readCause } from '../../src/contract/cause.ts'
import { reasonCodes } from '../../src/contract/reason.ts'
import { differencesOf } from '../../src/contract/run-difference.ts'
import { describeSetting, labelOfSetting, nameOfSetting } from '../../src/contract/setting-words.ts'

const circumstances = {
  queueEndpoint: 'https://sqs.eu-west-1.amazonaws.com',
  database: 'db:5432/app',
  maskKey: '0123456789abcdef',
  host: 'here',
  version: '0.1.0',
  settings: { until: 'empty', maxMessages: null, writers: 4 },
}

describe('what was different between two runs', () => {
  it('is nothing if everything is as before', () => {
    expect(differencesOf({ queue: 'q', circumstances }, { queue: 'q', circumstances })).toEqual([])
  })

  it('names what changed with both values, and settings that only one of them knew', () => {
    const { until, maxMessages } = circumstances.settings
    const now = { ...circumstances, maskKey: 'f', settings: { until, maxMessages: 500, heldRows: 10 } }
    expect(differencesOf({ queue: 'p', circumstances: now }, { queue: 'q', circumstances })).toEqual([
      { what: 'queue', before: 'q', now: 'p' },
      { what: 'maskKey', before: '0123456789abcdef', now: 'f' },
      { what: 'maxMessages', before: maxMessages, now: 500 },
      { what: 'heldRows', before: null, now: 10 },
      { what: 'writers', before: 4, now: null },
    ])
  })

  it('is unknown if one of them recorded nothing', () => {
    expect(differencesOf({ queue: 'p', circumstances }, { queue: 'q', circumstances: null })).toBeNull()
    expect(differencesOf({ queue: 'p', circumstances: null }, { queue: 'q', circumstances })).toBeNull()
  })

  it('is said in words', () => {
    expect(nameOfSetting('maskKey')).toBe('Mask key')
    expect(nameOfSetting('somethingLater')).toBe('somethingLater')
    expect(describeSetting('maxMessages', null)).toBe('no limit')
    expect(describeSetting('maxSeconds', null)).toBe('no limit')
    expect([nameOfSetting('maxSeconds'), labelOfSetting('maxSeconds')]).toEqual([
      'Time limit',
      'Time limit (minutes)',
    ])
    expect([600, 90].map((seconds) => describeSetting('maxSeconds', seconds))).toEqual(['10 min', '90 s'])
    expect(describeSetting('heldBytes', 67_108_864)).toBe('64 MiB')
    expect(describeSetting('maxMessages', 12_000)).toBe('12,000')
    expect(describeSetting('until', 'empty')).toBe('the queue is empty')
    expect(describeSetting('allowUnknownFields', true)).toBe('on')
    expect(describeSetting('maxRejectedShare', null)).toBe('any share')
  })
})

describe('the name of a group', () => {
  it('is split into reasons, and what is not a reason is left out', () => {
    expect(readCause('missing-field /ip\nnot-json \nwrong-ty')).toEqual([
      { code: 'missing-field', pointer: '/ip' },
      { code: 'not-json', pointer: '' },
    ])
    expect(readCause('constructor /x')).toEqual([])
  })

  it('has words for every reason', () => {
    for (const code of reasonCodes)
      expect(describeCausePart({ code, pointer: '/ip' })).toMatch(/^\S.{5,}[^.]$/)
    expect(describeCausePart({ code: 'unknown-field', pointer: '' })).toBe(
      'One of the names is not a known field',
    )
  })
})
