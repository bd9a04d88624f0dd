import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findLoadTarget } from '../../../src/adapters/postgres/find-load-target.ts'
import type { RowTable } from '../../../src/adapters/postgres/row-table.ts'
import { listRows, mapRows } from '../../../src/adapters/postgres/rows.ts'
import { columnsOf, type EventColumn } from '../../../src/contract/event-columns.ts'
import { definitionOf } from '../../../src/contract/event-file.ts'
import { fieldTypeNames } from '../../../src/contract/field-types.ts'
import { filterHows, type FilterHow } from '../../../src/contract/filter-how.ts'
import { readOperand } from '../../../src/contract/filter-operand.ts'
import { commandInputs } from '../../../src/contract/monitor.ts'
import { rowFilter, type RowFilter } from '../../../src/contract/row-filter.ts'
import { quoteName } from '../../../src/contract/quote-name.ts'
import { strange, strangeTexts, typed, values } from '../../support/filter-values.ts'
import { letsThrough } from '../../support/row-predicate.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'

/** A column of each type, one with masks, and the day of sending; in the types that Sluice makes, and all but the day as texts. */
const eventOf = (name: string) =>
  definitionOf({
    name,
    table: { name, sentColumn: 'sent' },
    fields: [
      ...fieldTypeNames.map((type) => ({ name: `a ${type}`, type, column: `a ${type}`, required: false })),
      { name: 'masked', type: 'email', mask: 'masked', column: 'masked' },
    ],
  })

const [natural, asTexts] = [eventOf('of_each_type'), eventOf('as_texts')]

const storedIn = (column: EventColumn, inTexts: boolean): readonly (string | null)[] => {
  const { comparedAs, content } = column
  const own = values[comparedAs].filter((value) => {
    if (content === 'boolean') return value.length < 6
    if (content === 'uuid') return value.length === 36
    return content === 'json' ? value.startsWith('{') : true
  })
  if (inTexts && content !== 'day') return [null, ...own, ...strangeTexts]
  const more = content === 'decimal' ? ['12.50', '-0.001', 'NaN'] : (strange[comparedAs] ?? [])
  return [null, ...own, ...more]
}

interface Table {
  readonly bench: TestStore
  readonly on: RowTable
  readonly columns: readonly EventColumn[]
  readonly all: readonly { readonly id: string; readonly values: readonly (string | null)[] }[]
}

const rowCount = 60

const fill = async (event: typeof natural, inTexts: boolean): Promise<Table> => {
  const bench = await createTestStore(undefined, event)
  const columns = columnsOf(event)
  for (const { name, content } of columns)
    if (content !== 'day' && (inTexts || content === 'mask'))
      await bench.test.query(`alter table ${event.table.name} alter column ${quoteName(name)} type text`)
  const types = new Map(
    (
      await bench.test.query<{ name: string; type: string }>(
        `select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = $1::regclass and attnum > 0`,
        [event.table.name],
      )
    ).map(({ name, type }) => [name, type]),
  )
  const lists = columns.map((column, at) => {
    const stored = storedIn(column, inTexts)
    // Each column at a different pace, so that all combinations occur.
    return Array.from(
      { length: rowCount },
      (_, row) => stored[(row * (1 + (at % 3)) + at) % stored.length] ?? null,
    )
  })
  await bench.test.query(
    `insert into ${event.table.name} (${columns.map(({ name }) => quoteName(name)).join(', ')})
     select ${columns.map(({ name }, at) => `c${at}::${types.get(name)}`).join(', ')}
     from unnest(${columns.map((_, at) => `$${at + 1}::text[]`).join(', ')}) as t(${columns.map((_, at) => `c${at}`).join(', ')})`,
    lists,
  )
  // Compiled again, from the present columns.
  const target = await findLoadTarget(bench.database.query, bench.database.names, event)
  const on = { ...bench.database, table: target.rows }
  const { rows } = await listRows(on, commandInputs.listRows.parse({ limit: 500 }))
  expect(rows).toHaveLength(rowCount)
  return { bench, on, columns, all: rows }
}

let tables: { readonly natural: Table; readonly texts: Table }

beforeAll(async () => {
  tables = { natural: await fill(natural, false), texts: await fill(asTexts, true) }
})
afterAll(async () => {
  await tables.natural.bench.close()
  await tables.texts.bench.close()
})

/** The operands for each way: only values with a place in the order if it needs one. */
const operandsOf = (column: EventColumn, how: FilterHow): readonly string[] => {
  const all = [...storedIn(column, false), ...storedIn(column, true), ...typed[column.comparedAs]].filter(
    (text): text is string => text !== null,
  )
  const ordered = ['before', 'after', 'at-least', 'at-most', 'between'].includes(how)
  const parts = ['contains', 'begins'].includes(how)
  return [...new Set(all)].filter((text) =>
    ordered ? readOperand(column.comparedAs, text) !== null : !parts || text !== '',
  )
}

const filterOf = (column: EventColumn, how: FilterHow): fc.Arbitrary<RowFilter> => {
  const { name } = column
  const text = fc.constantFrom(...operandsOf(column, how))
  const input = (() => {
    switch (how) {
      case 'empty':
      case 'not-empty':
        return fc.constant({ column: name, how })
      case 'one-of':
        return fc.record({
          column: fc.constant(name),
          how: fc.constant(how),
          texts: fc.array(text, { minLength: 1, maxLength: 5 }),
        })
      case 'between':
        return fc.record({ column: fc.constant(name), how: fc.constant(how), from: text, to: text })
      default:
        return fc.record({ column: fc.constant(name), how: fc.constant(how), text })
    }
  })()
  return input.map((filter) => rowFilter.parse(filter))
}

const idsOf = (rows: readonly { readonly id: string }[]): readonly number[] =>
  rows.map(({ id }) => Number(id))

const pairs = columnsOf(natural).flatMap((column) => column.filters.map((how) => [column.name, how] as const))

describe.each(['natural', 'texts'] as const)('a filter of a table (%s)', (which) => {
  it.each(pairs)('on the column %s by the way %s matches the right rows', async (name, how) => {
    const { on, columns, all } = tables[which]
    const at = columns.findIndex((column) => column.name === name)
    const column = columns[at]
    if (column === undefined) throw new Error(`No column ${name}`)
    await fc.assert(
      fc.asyncProperty(filterOf(column, how), async (filter) => {
        const expected = idsOf(
          all.filter((row) => letsThrough(filter, row.values[at] ?? null, column.comparedAs)),
        )
        const { rows } = await listRows(on, commandInputs.listRows.parse({ filters: [filter], limit: 500 }))
        expect(idsOf(rows)).toEqual(expected)
      }),
      { numRuns: how.endsWith('empty') ? 1 : 8 },
    )
  })
})

describe('filters', () => {
  it('are counted as they are listed, and all of them must hold', async () => {
    const { on, columns, all } = tables.natural
    const filters: readonly RowFilter[] = [
      { column: 'a integer', how: 'at-least', text: '1' },
      { column: 'a version', how: 'is-not', text: '2.9' },
    ]
    const at = (name: string) => columns.findIndex((column) => column.name === name)
    const expected = all.filter(
      ({ values: cells }) => Number(cells[at('a integer')] ?? 0) >= 1 && cells[at('a version')] !== '2.9',
    )
    const input = { sort: { column: null, descending: true }, filters: [...filters] }
    expect((await mapRows(on, input)).count).toBe(expected.length)
    expect(expected.length).toBeGreaterThan(1)
  })

  it.each([
    ['a integer', 'ten'],
    ['a decimal', ''],
    ['a date', '2024-02-30'],
    ['sent', 'yesterday'],
    ['a timestamp', '2026-03-01T12:00:05'],
    ['a version', 'beta'],
    ['a text', 'a'],
    ['masked', '1'],
    ['a json', '1'],
    ['a boolean', 'true'],
  ])('of the column %s say what they need instead of %j', async (column, text) => {
    const { on } = tables.natural
    for (const how of ['before', 'after', 'at-least', 'at-most'] as const)
      await expect(
        (async () => {
          const filters = [{ column, how, text }]
          const input = commandInputs.listRows.parse({})
          return listRows(on, { ...input, filters })
        })(),
      ).rejects.toMatchObject({ failure: { code: 'filter-unfit', details: { column } } })
  })

  it('use every existing way at least once', () => {
    expect(new Set(pairs.map(([, how]) => how))).toEqual(new Set(filterHows))
  })
})
