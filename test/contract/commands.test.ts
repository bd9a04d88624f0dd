import { describe, expect, it } from 'vitest'
import { commandInputs, commandNames, type CommandName } from '../../src/contract/monitor.ts'

const accepts = (name: CommandName, input: unknown): boolean => commandInputs[name].safeParse(input).success

describe('the input of every command', () => {
  it.each(commandNames)('%s refuses what is not an object, and unknown names', (name) => {
    for (const input of [undefined, null, 0, '', 'x', [], true, { surprise: 1 }])
      expect(accepts(name, input)).toBe(false)
    expect(accepts(name, JSON.parse('{"__proto__": {"limit": 1}}'))).toBe(false)
  })
})

describe('startRun', () => {
  it('by default runs until the queue is empty, without a limit', () => {
    expect(commandInputs.startRun.parse({})).toEqual({
      until: 'empty',
      maxMessages: null,
      maxSeconds: null,
      ignoreRejectedShare: false,
    })
  })

  it('takes a limit of at least one whole message', () => {
    expect(accepts('startRun', { until: 'stopped', maxMessages: 1 })).toBe(true)
    for (const maxMessages of [0, -1, 1.5, NaN, Infinity, '1', 2 ** 53])
      expect(accepts('startRun', { maxMessages })).toBe(false)
    expect(accepts('startRun', { until: 'forever' })).toBe(false)
  })
})

describe('listRows', () => {
  it('by default begins with the newest fifty', () => {
    expect(commandInputs.listRows.parse({})).toEqual({
      sort: { column: null, descending: true },
      filters: [],
      after: null,
      limit: 50,
      operation: null,
    })
  })

  it('sorts and filters by anything that can be a column’s name; the engine knows whether it exists', () => {
    for (const column of ['', 'x'.repeat(64), 'a\0b', '\ud800', 7]) {
      expect(accepts('listRows', { sort: { column, descending: false } })).toBe(false)
      expect(accepts('listRows', { filters: [{ column, how: 'empty' }] })).toBe(false)
    }
    for (const column of ['app_version', 'odd "name" 😀'])
      expect(accepts('listRows', { sort: { column, descending: false } })).toBe(true)
  })

  it('takes pages of 1 to 500 rows', () => {
    for (const limit of [1, 500]) expect(accepts('listRows', { limit })).toBe(true)
    for (const limit of [0, 501, 1.5, '50']) expect(accepts('listRows', { limit })).toBe(false)
  })

  it('takes filters with a way and a value, at most one a column', () => {
    const filter = { column: 'user_id', how: 'contains', text: 'x' }
    expect(accepts('listRows', { filters: Array(65).fill(filter) })).toBe(true)
    expect(accepts('listRows', { filters: Array(66).fill(filter) })).toBe(false)
    expect(accepts('listRows', { filters: [{ ...filter, text: '' }] })).toBe(false)
    expect(accepts('listRows', { filters: [{ ...filter, text: 'x'.repeat(257) }] })).toBe(false)
    expect(accepts('listRows', { filters: [{ ...filter, how: 'like' }] })).toBe(false)
    expect(accepts('listRows', { filters: [{ ...filter, how: 'empty' }] })).toBe(false)
  })

  it('takes back its own cursor, and no other shape', () => {
    for (const id of ['9223372036854775807', '-1', '-9223372036854775808'])
      expect(accepts('listRows', { after: { id, value: null } })).toBe(true)
    for (const after of [
      { id: 1, value: null },
      { id: '9223372036854775808', value: null },
      { id: '-9223372036854775809', value: null },
      { id: '1\n', value: null },
      { id: '1' },
    ])
      expect(accepts('listRows', { after })).toBe(false)
  })
})

describe('getRejected', () => {
  it('by default covers, and takes numbers only as text', () => {
    expect(commandInputs.getRejected.parse({ id: '7' })).toEqual({ id: '7', uncover: null })
    for (const id of [7, '', '7 ', '0x7', '1'.repeat(20), "1' or '1'='1"])
      expect(accepts('getRejected', { id })).toBe(false)
  })

  it('uncovers only with a reason of 1 to 500 characters', () => {
    for (const why of ['a ticket', '?', 'x'.repeat(500), 'Grüße 😀'])
      expect(accepts('getRejected', { id: '7', uncover: { why } })).toBe(true)
    for (const uncover of [
      'yes',
      true,
      {},
      ...['', ' ', '\n\t', 'x'.repeat(501), 'a\0', '\ud800', 7].map((why) => ({ why })),
    ])
      expect(accepts('getRejected', { id: '7', uncover })).toBe(false)
  })
})
