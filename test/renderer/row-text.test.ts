import { describe, expect, it } from 'vitest'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { logins } from '../../src/contract/logins.ts'
import { pickColumns, rowColumnsOf } from '../../src/renderer/features/rows/row-columns.ts'
import { rowsAsText, type CopiedRows } from '../../src/renderer/features/rows/row-text.ts'
import { rowOf } from '../support/event-rows.ts'
import { oddOrderCells, oddOrders } from '../support/odd-orders.ts'

type Cells = Readonly<Record<string, string | null>>

const login = {
  user_id: 'u1',
  device_type: 'ios',
  masked_ip: 'aa',
  masked_device_id: 'bb',
  locale: null,
  app_version: '2.3.0',
  create_date: '2026-01-31',
}

/** Rows of these cells to copy; with some columns, in this order, or all. */
const copied = (event: EventDefinition, cells: readonly Cells[], names?: readonly string[]): CopiedRows => {
  const columns = rowColumnsOf(event)
  return {
    rows: cells.map((row, at) => rowOf(event, String(at + 7), row)),
    columns: names === undefined ? columns : pickColumns(columns, names),
    table: event.table,
  }
}

const aLogin = (changes: Cells = {}): CopiedRows => copied(logins, [{ ...login, ...changes }])

describe('rows as text', () => {
  it('have their columns in the first line of TSV and CSV, in the order of the table', () => {
    const head = 'user_id,device_type,masked_ip,masked_device_id,locale,app_version,create_date'
    expect(rowsAsText(aLogin(), 'CSV')).toBe(`${head}\nu1,ios,aa,bb,,2.3.0,2026-01-31`)
    expect(rowsAsText(aLogin(), 'TSV')).toBe(
      `${head.replaceAll(',', '\t')}\nu1\tios\taa\tbb\t\t2.3.0\t2026-01-31`,
    )
  })

  it('keep quotes, commas and lines of a value together in CSV', () => {
    const text = rowsAsText(aLogin({ user_id: 'a "b", c\nd' }), 'CSV')
    expect(text.slice(text.indexOf('\n') + 1)).toMatch(/^"a ""b"", c\nd",ios/)
  })

  it.each(['TSV', 'CSV'] as const)('are quoted and guarded in %s as in an export', (form) => {
    const text = rowsAsText(aLogin({ user_id: '=a\t"b"\nc' }), form)
    expect(text).toContain(`"'=a\t""b""\nc"${form === 'TSV' ? '\t' : ','}ios`)
  })

  it.each(['TSV', 'CSV'] as const)(
    'have numbers below zero in %s as they are, where the column has numbers',
    (form) => {
      const names = ['total', 'Count "all"', 'constructor']
      const text = rowsAsText(copied(oddOrders, [{ ...oddOrderCells, constructor: '-1' }], names), form)
      expect(text.split('\n')[1]?.split(/[,\t]/)).toEqual([
        oddOrderCells.total,
        oddOrderCells['Count "all"'],
        "'-1",
      ])
    },
  )

  it('are the bare value if one cell is copied as TSV', () => {
    const one = (cells: Cells, name: string) =>
      rowsAsText(copied(logins, [{ ...login, ...cells }], [name]), 'TSV')
    expect(one({ user_id: '=1\t"x' }, 'user_id')).toBe('=1\t"x')
    expect(one({}, 'locale')).toBe('')
    expect(rowsAsText(copied(logins, [login, login], ['user_id']), 'TSV')).toBe('user_id\nu1\nu1')
  })

  it('are statements in SQL, with names and texts in quotes, quotes doubled and null as null', () => {
    expect(rowsAsText(aLogin({ user_id: "O'Hara" }), 'SQL')).toBe(
      `insert into "user_logins" ("user_id", "device_type", "masked_ip", "masked_device_id", "locale", "app_version", "create_date") values ('O''Hara', 'ios', 'aa', 'bb', null, '2.3.0', '2026-01-31');`,
    )
  })

  it('name the schema in SQL if the event does, and each row has its own statement', () => {
    const names = ['Count "all"', '🦦']
    expect(rowsAsText(copied(oddOrders, [oddOrderCells, {}], names), 'SQL')).toBe(
      `insert into "Shop"."order lines" ("Count ""all""", "🦦") values ('-9007199254740993', 'O''Hara, "x"');\n` +
        `insert into "Shop"."order lines" ("Count ""all""", "🦦") values (null, null);`,
    )
  })

  it('are a list of objects in JSON, formatted as usual, without the number of the row', () => {
    expect(rowsAsText(copied(logins, [login, login]), 'JSON')).toBe(JSON.stringify([login, login], null, 2))
    expect(rowsAsText(copied(logins, []), 'JSON')).toBe('[]')
  })

  it('contain booleans and JSON as such in JSON, and numbers as text, in the order of the columns', () => {
    const text = rowsAsText(copied(oddOrders, [oddOrderCells]), 'JSON')
    const extras = JSON.parse(oddOrderCells.extras) as unknown
    expect(JSON.parse(text)).toEqual([{ ...oddOrderCells, paid: true, extras }])
    expect(text).toContain('"extras": {"weight": 1.10,  "id": 12345678901234567890}')
    expect(
      [...text.matchAll(/^ {4}("(?:[^"\\]|\\.)*"):/gm)].map(([, name = '']) => JSON.parse(name)),
    ).toEqual(Object.keys(oddOrderCells))
  })
})
