import { describe, expect, it } from 'vitest'
import { describeFailure, failure } from '../../src/contract/failure.ts'

const sentenceOf = (details: Readonly<Record<string, string>>): string =>
  describeFailure(failure('table-refuses', details)).sentence

describe('a table that refuses every row', () => {
  it.each([
    [
      { code: '23502', column: 'tenant' },
      'its column tenant must have a value, and no field of a message gives it one (23502)',
    ],
    [{ code: '23514', constraint: 'positive' }, 'the check positive does not hold (23514)'],
    [{ code: '23514', partition: '2026-11-25' }, 'it has no partition for 2026-11-25 (23514)'],
    [{ code: '23505', constraint: 'once' }, 'the constraint once allows each value once (23505)'],
    [{ code: '23P01', constraint: 'apart' }, 'the constraint apart allows each value once (23P01)'],
    [{ code: '23503', constraint: 'known' }, 'the foreign key known finds no row to point to (23503)'],
    [{ code: '2200H' }, 'the sequence of its row numbers has none left (2200H)'],
    [
      { code: '428C9', column: 'login_id' },
      'its column login_id takes no value from outside (generated always) (428C9)',
    ],
    [{ code: '42P01' }, 'a table that Sluice needs is not there (42P01)'],
    [{ code: '42703' }, 'a column that is needed is not there (42703)'],
    [{ code: 'P0001', function: 'guard' }, 'the function guard of a trigger refuses it (P0001)'],
    [{ code: '55000' }, 'it does not take the rows as they are (55000)'],
  ])('names what it knows: %o', (details, because) => {
    expect(sentenceOf(details)).toBe(`The table refuses the rows, because ${because}.`)
  })

  it('says what it cost, and that nothing was rejected for it', () => {
    const words = (released: string) =>
      describeFailure(failure('table-refuses', { code: '23502', column: 'tenant', released })).advice
    expect(words('1200')).toBe(
      'Give tenant of the table a default, or let it be null. Nothing was rejected for it. ' +
        '1,200 messages were received once for this and are back on the queue.',
    )
    expect(words('1')).toContain('One message was received once for this and is back on the queue.')
    expect(words('0')).not.toContain('received')
  })
})

describe('a run with too many rejected messages', () => {
  it('says how many of how many, and the most common cause', () => {
    const details = { rejected: '60', judged: '100', share: '60', cause: 'not-an-ip', pointer: '/ip' }
    expect(describeFailure(failure('too-many-rejected', { ...details, count: '55' })).sentence).toBe(
      '60 of the last 100 messages (60 %) did not pass, so the run stopped. ' +
        'The commonest fault: ip is not an IPv4 or IPv6 address, in 55 of them.',
    )
    const refused = {
      ...details,
      cause: 'refused-by-database',
      pointer: '',
      detail: '23514, constraint positive',
    }
    expect(describeFailure(failure('too-many-rejected', { ...refused, count: '9' })).sentence).toContain(
      'Refused by PostgreSQL (23514, constraint positive), in 9 of them.',
    )
  })
})
