import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fitOf, type ColumnFit } from '../../../src/adapters/postgres/column-fit.ts'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { findLoadTarget } from '../../../src/adapters/postgres/find-load-target.ts'
import { registerKeys } from '../../../src/adapters/postgres/keys.ts'
import { locateTable } from '../../../src/adapters/postgres/locate-table.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { readTable } from '../../../src/adapters/postgres/read-table.ts'
import { readRows } from '../../../src/adapters/postgres/export-rows.ts'
import { createStore } from '../../../src/adapters/postgres/store.ts'
import { fitTable } from '../../../src/adapters/postgres/table.ts'
import type { ColumnFacts } from '../../../src/adapters/postgres/table-facts.ts'
import { columnsOf } from '../../../src/contract/event-columns.ts'
import type { EventDefinition, Field } from '../../../src/contract/event-definition.ts'
import { definitionOf, type EventFile } from '../../../src/contract/event-file.ts'
import { fieldTypeNames } from '../../../src/contract/field-types.ts'
import { columnTypes, makeTypes } from '../../support/column-types.ts'
import { compileMisfit, type Holds } from '../../../src/pipeline/column-limit.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { fewOf, isEverything } from '../../support/everything.ts'
import { isSame, isSameMoment } from '../../support/same-value.ts'
import { storedValues } from '../../support/field-values.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

type FieldFile = Omit<EventFile['fields'][number], 'name'>

/** Every type of field in its usual form, and in the forms that make a difference to a column. */
const fieldCases: Readonly<Record<string, FieldFile>> = {
  ...Object.fromEntries(fieldTypeNames.map((type): [string, FieldFile] => [type, { type }])),
  'text of 15': { type: 'text', maxLength: 15 },
  'text that may be empty': { type: 'text', maxLength: 40, allowEmpty: true },
  'text of a list': { type: 'text', enum: ['open', '😀'] },
  'text of another list': { type: 'text', enum: ['open', 'sent'] },
  'version of 15': { type: 'version', maxLength: 15 },
  'decimal of 12, 2': { type: 'decimal', precision: 12, scale: 2 },
  'decimal of 8': { type: 'decimal', precision: 8 },
  'masked text': { type: 'text', mask: 'a' },
  'masked ip': { type: 'ip', mask: 'a' },
  'masked uuid': { type: 'uuid', mask: 'a' },
}

const eventOf = (field: FieldFile): EventDefinition =>
  definitionOf({
    name: 'things',
    table: { name: 'things', sentColumn: 'day' },
    fields: [{ ...field, name: 'value' }],
  })

let test: TestDatabase
let database: Database
let runId: string
let ids: { mask: number; seal: number }
const fits = new Map<string, ColumnFit>()

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase(test.url, 2)
  await migrate(database)
  ids = await registerKeys(database, { mask: 'm', seal: 's' })
  runId = crypto.randomUUID()
  await test.query(makeTypes)
  for (const type of columnTypes) {
    await makeThings(type)
    const found = await readColumn(eventOf({ type: 'text' }))
    for (const [name, field] of Object.entries(fieldCases)) {
      const [column] = columnsOf(eventOf(field))
      if (column !== undefined) fits.set(`${name} in ${type}`, fitOf(column, found))
    }
  }
}, 60_000)
afterAll(async () => {
  await database.close()
  await test.drop()
})

const readColumn = async (event: EventDefinition): Promise<ColumnFacts> => {
  const { oid } = await locateTable(database.query, event.table)
  const table = await readTable(database.query, oid ?? 0, event)
  return table?.columns.find(({ name }) => name === 'value') ?? expect.fail('The table was made')
}

/** Loads values like a run and reads them like an export. */
const throughTable = async (event: EventDefinition) => {
  await test.query('truncate sluice.ledger, sluice.rejected, sluice.batches, sluice.runs')
  const target = await findLoadTarget(database.query, database.names, event)
  const store = createStore(database, ids, target)
  await store.openRun({ runId, queue: 'test' })
  return async (values: readonly string[]): Promise<readonly (string | null)[]> => {
    await test.query('truncate things')
    const items = values.map((value) => ({
      deliveries: [
        createDelivery({ messageId: crypto.randomUUID(), originId: crypto.randomUUID() }),
      ] as const,
      entry: { kind: 'row' as const, values: [value], day: '2026-11-26' },
    }))
    await store.commit({ batchId: crypto.randomUUID(), runId, items: items })
    return database.session(9_000, async (on) => {
      const found: (string | null)[] = []
      const sort = { column: null, descending: false }
      for await (const page of readRows({ ...on, table: target.rows }, { what: 'rows', sort, filters: [] }))
        found.push(...page.map((row) => row.values[0] ?? null))
      return found
    })
  }
}

const makeThings = (type: string) =>
  test.query(
    `drop table if exists things; create table things (value ${type}, day date, row_number bigserial)`,
  )

const pairs = Object.entries(fieldCases).flatMap(([name, field]) =>
  columnTypes.map((type) => ({ pair: `${name} in ${type}`, field, type })),
)

describe('a field and someone else’s column', () => {
  it('are judged as in this list', async () => {
    const table = Object.keys(fieldCases).map((name) => {
      const of = (kind: ColumnFit['kind']) =>
        columnTypes.filter((type) => fits.get(`${name} in ${type}`)?.kind === kind).join(', ')
      return `${name}\n  fits: ${of('fit')}\n  is asked for: ${of('change')}\n  is narrow: ${of('narrow')}\n`
    })
    await expect(table.join('')).toMatchFileSnapshot('./column-fit.txt')
  })

  it.each(fewOf(pairs, 500))(
    'lose nothing, or are refused in a sentence: $pair',
    async ({ pair, field, type }) => {
      const event = eventOf(field)
      const fit = fits.get(pair) ?? expect.fail('It was judged')
      if (fit.kind === 'unfit') {
        expect(fit.problem).toMatch(/^value (?:is|holds) .*(?:, not |: |which does not have|must list)/)
        return
      }
      await makeThings(type)
      const change = fit.kind === 'fit' ? null : fit.change
      const said = await fitTable(database, event, { mayAlter: false, rejectsMisfits: change === null })
      expect(said).toHaveLength(change === null ? 0 : 1)
      const [one] = event.fields
      if (one === undefined) throw new Error('It has one field')
      if (fit.kind === 'narrow') await expectExactly(fit.holds, one, type)
      const through = await throughTable(event)
      // A column that stays narrow gets values that it holds.
      const limit = { column: 'value', holds: fit.kind === 'change' ? null : fit.holds, takesNull: true }
      const misfit = change === null ? compileMisfit(limit) : () => null
      await fc.assert(
        fc.asyncProperty(fc.array(storedValues(one), { minLength: 20, maxLength: 80 }), async (all) => {
          const values = all.filter((value) => misfit(value) === null)
          const found = await through(values)
          const spelling = change?.to ?? type
          const wrong = values.flatMap((value, index) =>
            isSame(one, spelling, value, found[index] ?? null) ? [] : [[value, found[index]]],
          )
          expect(wrong).toEqual([])
        }),
        { numRuns: isEverything ? 30 : 2 },
      )
    },
    30_000,
  )
})

describe('a table with a column that would lose something', () => {
  it.each([
    ['timestamp', 'value is timestamp without time zone, not timestamp with time zone: it drops the zone'],
    ['money', 'value is money, not timestamp with time zone'],
  ])('is refused whether it may be changed or not, and is left as it was: %s', async (type, problems) => {
    await makeThings(type)
    for (const mayAlter of [false, true])
      await expect(fitTable(database, eventOf({ type: 'timestamp' }), { mayAlter })).rejects.toMatchObject({
        failure: { code: 'table-unfit', details: { table: 'things', problems } },
      })
  })

  it('needs consent if a column is only too narrow, and keeps what it holds', async () => {
    await makeThings('varchar(15)')
    await test.query(`insert into things (value) values ('short  ')`)
    const event = eventOf({ type: 'text', maxLength: 40 })
    await expect(fitTable(database, event, { mayAlter: false })).rejects.toMatchObject({
      failure: {
        code: 'table-needs-change',
        details: {
          changes: 'value becomes varchar(40), since 15 characters cannot hold every value of its field',
        },
      },
    })
    expect(await fitTable(database, event, { mayAlter: true })).toHaveLength(1)
    expect(await test.query('select value from things')).toEqual([{ value: 'short  ' }])
    expect(await fitTable(database, event, { mayAlter: false })).toEqual([])
  })
})

/** A column that stays narrow holds exactly the values that are not rejected for it. */
const expectExactly = async (holds: Holds, field: Field, type: string): Promise<void> => {
  const misfit = compileMisfit({ column: 'value', holds, takesNull: true })
  await test.query(`drop table if exists narrow; create table narrow (value ${type})`)
  const back = async (value: string): Promise<string | null> => {
    const rows = await test
      .query<{ value: string }>(`insert into narrow values ($1) returning value::text as value`, [value])
      .catch(() => [])
    return rows[0]?.value ?? null
  }
  await fc.assert(
    fc.asyncProperty(storedValues(field), async (value) => {
      const found = await back(value)
      const isHeld = found !== null && (isSame(field, type, value, found) || isSameMoment(value, found))
      expect([value, misfit(value) === null]).toEqual([value, isHeld])
    }),
    { numRuns: isEverything ? 200 : 20 },
  )
}

describe('types that look right are refused because they lose something', () => {
  it.each([
    ['decimal', 'double precision', '0.12345678901234567'],
    ['decimal', 'real', '16777217'],
    ['integer', 'double precision', '9007199254740993'],
    ['timestamp', 'timestamp', '2026-01-01T00:00:00Z'],
    ['text', 'char(5)', 'a '],
    ['text', 'name', 'x'.repeat(70)],
    ['mac', 'macaddr8', '00:00:5e:00:53:01'],
  ] as const)('%s in %s', async (content, type, value) => {
    expect(fits.get(`${content} in ${type}`)).toMatchObject({ kind: 'unfit' })
    const back = await test.query<{ back: string }>(`select ($1::text::${type})::text as back`, [value]).then(
      ([row]) => row?.back,
      () => 'refused',
    )
    expect(back).not.toBe(value)
  })
})
