import { describe, expect, it } from 'vitest'
import { logins } from '../../src/contract/logins.ts'
import type { MendingPlace } from '../../src/contract/mending.ts'
import type { Reason } from '../../src/contract/reason.ts'
import { inOrder, placeFaults } from '../../src/renderer/features/rejected/mend/faults.ts'
import { changesOf, nothingTyped, withTyped } from '../../src/renderer/features/rejected/mend/typed.ts'

const place = (at: MendingPlace['at'], more: Partial<MendingPlace> = {}): MendingPlace => ({
  ...{
    at,
    pointer: typeof at === 'string' ? at : null,
    state: 'present',
    value: '"•"',
    names: [],
    fault: null,
  },
  ...more,
})
const reason = (code: Reason['code'], pointer: string, range: Reason['range'] = null): Reason => ({
  ...{ code, pointer, range, detail: null },
})

describe('what was typed for a message', () => {
  const ip = place('/ip')
  const extra = place([3, 9], { state: 'extra', names: ['user_id'] })

  it.each([
    [
      { kind: 'value', text: '203.0.113.7' },
      { at: '/ip', value: '"203.0.113.7"' },
    ],
    [{ kind: 'null' }, { at: '/ip', value: 'null' }],
    [{ kind: 'removed' }, { at: '/ip', value: null }],
  ] as const)('N1: %j is one change', (typed, change) => {
    expect(changesOf(withTyped(nothingTyped, ip.at, typed), [ip, extra], logins.fields)).toEqual([change])
  })

  it('N1: an unexpected name is renamed or removed where it is', () => {
    const renamed = withTyped(nothingTyped, extra.at, { kind: 'renamed', name: 'user_id' })
    expect(changesOf(renamed, [ip, extra], logins.fields)).toEqual([{ at: [3, 9], name: 'user_id' }])
    const removed = withTyped(renamed, extra.at, { kind: 'removed' })
    expect(changesOf(removed, [ip, extra], logins.fields)).toEqual([{ at: [3, 9], value: null }])
  })

  it('N1: an emptied field is left as it is, and so is one that no longer exists', () => {
    const typed = withTyped(nothingTyped, ip.at, { kind: 'value', text: 'x' })
    expect(changesOf(withTyped(typed, ip.at, { kind: 'value', text: '' }), [ip], logins.fields)).toEqual([])
    expect(changesOf(withTyped(typed, ip.at, null), [ip], logins.fields)).toEqual([])
    expect(changesOf(typed, [extra], logins.fields)).toEqual([])
  })
})

describe('the faults of a message, each at its place', () => {
  const ip = place('/ip')
  const locale = place('/locale')
  const first = place([3, 9], {
    ...{ state: 'extra', pointer: '/foo' },
    fault: reason('unknown-field', '/foo', [3, 9]),
  })
  const second = place([20, 26], {
    ...{ state: 'extra', pointer: null },
    fault: reason('duplicate-key', '', [20, 26]),
  })
  const places = [locale, ip, first, second]
  const before = [
    reason('unknown-field', '/foo', [3, 9]),
    reason('not-an-ip', '/ip', [12, 15]),
    reason('duplicate-key', '', [20, 26]),
    reason('not-utf8', '', [30, 31]),
  ]

  it('N1: a fault is at the value it points to, and one that points to none is listed separately', () => {
    const faults = placeFaults(places, before, nothingTyped)
    expect(places.map((each) => faults.at(each).map(({ code }) => code))).toEqual([
      [],
      ['not-an-ip'],
      ['unknown-field'],
      ['duplicate-key'],
    ])
    expect(faults.others.map(({ code }) => code)).toEqual(['not-utf8'])
    expect(inOrder(places, (each) => faults.at(each).length > 0)).toEqual([ip, first, second, locale])
  })

  it('N1: unexpected names keep their faults until they are dealt with, wherever they have moved', () => {
    const now = [reason('unknown-field', '/foo', [4, 10]), reason('duplicate-key', '', [40, 46])]
    const typed = withTyped(nothingTyped, second.at, { kind: 'removed' })
    const faults = placeFaults(places, now, typed)
    expect(places.map((each) => faults.at(each).length)).toEqual([0, 0, 1, 0])
    expect(faults.others).toEqual([])
  })
})
