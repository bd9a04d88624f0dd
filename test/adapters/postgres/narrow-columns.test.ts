import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demandAddress } from '../../../src/adapters/postgres/address.ts'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { lookAtDatabase } from '../../../src/adapters/postgres/look.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { objectionsTo } from '../../../src/adapters/postgres/table-objections.ts'
import { retryRejected } from '../../../src/app/retry-rejected.ts'
import { openStorage } from '../../../src/app/storage.ts'
import { definitionOf } from '../../../src/contract/event-file.ts'
import { describeFailure } from '../../../src/contract/failure.ts'
import { compileJudge } from '../../../src/pipeline/judge.ts'
import { createMask } from '../../../src/pipeline/mask.ts'
import { createPrepare } from '../../../src/pipeline/prepare.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { isEverything } from '../../support/everything.ts'
import { loadInto } from '../../support/loading.ts'
import { narrowKinds, thingBody, type NarrowKind } from '../../support/narrow-kinds.ts'
import { onPostgres } from '../../support/postgres-versions.ts'
import { all } from '../../support/retry-bench.ts'
import { testSettings } from '../../support/settings.ts'
import type { TestDatabase } from '../../support/test-database.ts'

const eventOf = ({ field }: NarrowKind) =>
  definitionOf({
    name: 'things',
    table: { name: 'things' },
    fields: [
      { name: 'id', type: 'text' },
      { ...field, name: 'value' },
    ],
  })

const nameOf = ({ field, type }: NarrowKind): string => `${JSON.stringify(field)} in ${type}`

onPostgres(
  isEverything ? [10, 18] : [18],
  'a column that is narrower than its field',
  ({ major, createDatabase }) => {
    let test: TestDatabase
    let database: Database
    beforeAll(async () => {
      test = await createDatabase()
      database = openDatabase(test.url, 2)
      await migrate(database)
    })
    afterAll(async () => {
      await database.close()
      await test.drop()
    })

    const make = async ({ before = '', type }: NarrowKind): Promise<void> => {
      await test.query(`drop schema if exists public cascade; create schema public; truncate sluice.ledger, sluice.rejected,
      sluice.batches, sluice.runs, sluice.events; ${before}; create table things (id text, value ${type}, row_number bigserial)`)
    }
    const settingsOf = (kind: NarrowKind, rejectsMisfits: boolean) => ({
      ...testSettings(tmpdir()),
      event: eventOf(kind),
      rejectsMisfits,
    })
    const open = (kind: NarrowKind, rejectsMisfits: boolean) =>
      openStorage({ address: demandAddress(test.url), embedded: false }, settingsOf(kind, rejectsMisfits))

    const deliveriesOf = (values: readonly (string | undefined)[], name: string) =>
      values.map((json, index) =>
        createDelivery({
          messageId: `${name}-${index}`,
          body: thingBody(`${name}-${index}`, json),
          sentAt: new Date(),
        }),
      )

    /** The oldest version gets the kinds that are not plain types; `npm run prove` leaves nothing out. */
    const kinds =
      major === 18 || isEverything ? narrowKinds : narrowKinds.filter(({ isChanged }) => !isChanged)

    it.each(kinds.map((kind) => ({ kind, name: nameOf(kind) })))(
      'is refused before the first receive, or rejects what it does not hold until it is wider: $name',
      async ({ kind }) => {
        await make(kind)
        const event = eventOf(kind)
        const look = await lookAtDatabase(database, event, new Date())
        const asked = objectionsTo({ ...look, hasRows: true }, database.names, { mayAlter: false })
        expect(asked.map(({ code }) => code)).toEqual([
          kind.isChanged ? 'table-needs-change' : 'table-narrow',
        ])
        const { sentence, advice } = describeFailure(asked[0] ?? expect.fail('It was objected to'))
        expect(sentence).toContain('value')
        expect(advice).toContain('--reject-misfits')
        if (!kind.isChanged)
          await expect(open(kind, false)).rejects.toMatchObject({ failure: { code: 'table-narrow' } })

        const storage = await open(kind, true)
        try {
          expect(storage.notices.join()).toMatch(/The column value .*; other values of value are rejected\./)
          const { limits } = storage.target
          const judge = compileJudge(event, createMask(storage.keys.mask.bytes), undefined, { limits })
          const loading = await loadInto(
            storage,
            [
              ...deliveriesOf(kind.good, 'good'),
              ...deliveriesOf(
                kind.bad.map(([json]) => json),
                'bad',
              ),
            ],
            (reject) => createPrepare(judge, reject),
          )
          expect(loading).toMatchObject({
            error: null,
            counts: { loaded: kind.good.length, rejected: kind.bad.length },
          })
          const rejected = await test.query<{ code: string; pointer: string; detail: string }>(
            `select r ->> 'code' as code, r ->> 'pointer' as pointer, r ->> 'detail' as detail
           from sluice.rejected, jsonb_array_elements(reasons) r order by message_id`,
          )
          expect(rejected).toEqual(
            kind.bad.map(([, detail]) => ({
              code: 'longer-than-column',
              pointer: '/value',
              detail: `value, ${detail}`,
            })),
          )

          await test.query(kind.mend)
          await storage.makeReady()
          const rules = { allowUnknownFields: false }
          const again = { storage, which: all, event, rules, database: 'test' }
          expect(await retryRejected(again, new AbortController().signal)).toMatchObject({
            end: 'done',
            loaded: kind.bad.length,
            stillRejected: 0,
          })
        } finally {
          await storage.close()
        }
      },
    )

    it('is made wider if requested, and left alone if it is empty and may stay', async () => {
      const [kind] = narrowKinds
      if (kind === undefined) throw new Error('There is one')
      await make(kind)
      await (await open(kind, true)).close()
      const widthOf = async () => {
        const [found] = await test.query<{ width: number }>(
          `select atttypmod - 4 as width from pg_attribute where attrelid = 'things'::regclass and attname = 'value'`,
        )
        return found?.width
      }
      expect(await widthOf()).toBe(15)
      await test.query(`insert into things values ('old', 'old')`)
      const asked = { ...settingsOf(kind, true), mayAlterTable: true }
      await (await openStorage({ address: demandAddress(test.url), embedded: false }, asked)).close()
      expect(await widthOf()).toBe(128)
    })

    it('is found in the table beneath a view, too', async () => {
      const kind: NarrowKind = {
        ...{ field: { type: 'text', required: false }, type: 'text', good: [], bad: [] },
        ...{ isChanged: false, mend: '' },
      }
      await make(kind)
      await test.query(`alter table things rename to base; alter table base alter column value set not null;
      create view things as select id, value, row_number from base`)
      await expect(open(kind, false)).rejects.toMatchObject({
        failure: {
          code: 'table-narrow',
          details: { problems: 'value must have a value, which its field may lack' },
        },
      })
      const storage = await open(kind, true)
      await storage.close()
      expect(storage.target.limits.get('value')).toMatchObject({ takesNull: false })
    })

    it('needs no change by its owner if what does not fit is rejected', async () => {
      const [kind] = narrowKinds
      if (kind === undefined) throw new Error('There is one')
      await make(kind)
      const look = await lookAtDatabase(database, eventOf(kind), new Date())
      const others = { ...look, table: look.table && { ...look.table, isOwner: false, owner: 'somebody' } }
      const [denied] = objectionsTo(others, database.names, { mayAlter: false })
      expect(denied).toMatchObject({ code: 'table-change-denied', details: { narrow: 'value' } })
      for (const mayAlter of [false, true])
        expect(objectionsTo(others, database.names, { mayAlter, rejectsMisfits: true })).toEqual([])
    })

    it('of an enum gives its labels to a field that lists none', async () => {
      const kind: NarrowKind = {
        ...{ field: { type: 'text' }, before: `create type mood as enum ('open', 'paid')`, type: 'mood' },
        ...{ good: ['"open"'], bad: [], isChanged: false, mend: '' },
      }
      await make(kind)
      const storage = await open(kind, false)
      try {
        const { limits } = storage.target
        const judge = compileJudge(eventOf(kind), createMask(storage.keys.mask.bytes), undefined, { limits })
        const readings = ['"paid"', '"lost"', '"PAID"', '""'].map(
          (json) => judge(createDelivery({ body: thingBody('a', json) })).reading,
        )
        expect(
          readings.map((reading) => (reading.ok ? 'read' : reading.reasons.map(({ code }) => code))),
        ).toEqual(['read', ['not-listed'], ['not-listed'], ['empty-value']])
        expect(storage.notices.join()).toContain('whose 2 labels are all that its field may be')
      } finally {
        await storage.close()
      }
    })

    it.each([
      ['uuid', 'varchar(15)'],
      ['date', 'varchar(9)'],
      ['mac', 'varchar(11)'],
      ['timestamp', 'varchar(15)'],
      ['boolean', 'varchar(3)'],
    ] as const)(
      'that holds not one value of its field is no more than asked to be wider: %s in %s',
      async (type, column) => {
        const kind: NarrowKind = {
          ...{ field: { type }, type: column, good: [], bad: [], isChanged: true, mend: '' },
        }
        await make(kind)
        const look = await lookAtDatabase(database, eventOf(kind), new Date())
        const objections = objectionsTo({ ...look, hasRows: true }, database.names, {
          ...{ mayAlter: false, rejectsMisfits: true },
        })
        expect(objections).toMatchObject([{ code: 'table-needs-change' }])
        expect(objections[0]?.details.narrow).toBeUndefined()
      },
    )
  },
)
