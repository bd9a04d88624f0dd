import { describe, expect, it } from 'vitest'
import type { LoginRow } from '../../src/contract/rows.ts'
import { rowsAsText } from '../../src/renderer/features/rows/row-text.ts'

const row = (over: Partial<LoginRow> = {}): LoginRow => ({
  id: '7',
  user_id: 'u1',
  device_type: 'ios',
  masked_ip: 'aa',
  masked_device_id: 'bb',
  locale: null,
  app_version: '2.3.0',
  create_date: '2026-01-31',
  ...over,
})

describe('rows as text', () => {
  it('have their columns in the first line of TSV and CSV, in the order of the table', () => {
    const head = 'user_id,device_type,masked_ip,masked_device_id,locale,app_version,create_date'
    expect(rowsAsText([row()], 'CSV')).toBe(`${head}\nu1,ios,aa,bb,,2.3.0,2026-01-31`)
    expect(rowsAsText([row()], 'TSV')).toBe(
      `${head.replaceAll(',', '\t')}\nu1\tios\taa\tbb\t\t2.3.0\t2026-01-31`,
    )
  })

  it('keep quotes, commas and lines of a value together in CSV', () => {
    expect(
      rowsAsText([row({ user_id: 'a "b", c\nd' })], 'CSV')
        .split('\n')
        .slice(1)
        .join('\n'),
    ).toMatch(/^"a ""b"", c\nd",ios/)
  })

  it.each(['TSV', 'CSV'] as const)('are quoted and guarded in %s as in an export', (form) => {
    const text = rowsAsText([row({ user_id: '=a\t"b"\nc' })], form)
    expect(text).toContain(`"'=a\t""b""\nc"${form === 'TSV' ? '\t' : ','}ios`)
  })

  it('are the value alone, as it is, where one cell is copied as TSV', () => {
    expect(rowsAsText([row({ user_id: '=1\t"x' })], 'TSV', ['user_id'])).toBe('=1\t"x')
    expect(rowsAsText([row()], 'TSV', ['locale'])).toBe('')
    expect(rowsAsText([row(), row()], 'TSV', ['user_id'])).toBe('user_id\nu1\nu1')
  })

  it('are statements in SQL, with quotes doubled and null as null', () => {
    expect(rowsAsText([row({ user_id: "O'Hara" })], 'SQL')).toBe(
      "insert into user_logins (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date) values ('O''Hara', 'ios', 'aa', 'bb', null, '2.3.0', '2026-01-31');",
    )
  })

  it('are a list of objects in JSON, without the name of the row', () => {
    expect(JSON.parse(rowsAsText([row()], 'JSON'))).toEqual([
      {
        ...{ user_id: 'u1', device_type: 'ios', masked_ip: 'aa', masked_device_id: 'bb' },
        ...{ locale: null, app_version: '2.3.0', create_date: '2026-01-31' },
      },
    ])
  })
})
