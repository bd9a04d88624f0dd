import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../src/adapters/postgres/migrate.ts'
import { definitionOf, eventFile, fileOf } from '../../src/contract/event-file.ts'
import { FailureError, type Failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import { definitionHash } from '../../src/pipeline/definition-hash.ts'
import {
  clear,
  createChangingEvent,
  eventOf,
  masked,
  rest,
  type Agreed,
  type ChangingEvent,
} from '../support/changing-event.ts'
import type { FieldFile } from '../support/event-files.ts'

let on: ChangingEvent
beforeAll(async () => {
  on = await createChangingEvent()
})
afterAll(() => on.close())
beforeEach(() => on.empty())

const confirming: Agreed = { fields: ['a'] }
const agreeing: Agreed = { asked: true }

describe('a definition that has changed', { timeout: 60_000 }, () => {
  it('is reported with every change and the field to type, and no value of a row', async () => {
    await on.fill(eventOf([masked, rest]))
    const failure = await on.begin(eventOf([clear]))
    expect(failure).toMatchObject({ code: 'event-change-refused', details: { fields: 'a', table: 'tries' } })
    expect(failure?.details.problems?.split('\n')).toEqual([
      'a.mask: is stored in the clear from now on, and was masked before;',
      'z: no longer read; its column "z" is no longer filled',
    ])
    const said = new FailureError(failure as Failure).message
    expect(said).toContain(
      'a.mask: is stored in the clear from now on, and was masked before; z: no longer read',
    )
  })

  it('is accepted as it was seen, not as it was changed again meanwhile', async () => {
    await on.fill(eventOf([masked]))
    const seen = (await on.begin(eventOf([clear])))?.details.seen ?? ''
    const other = eventOf([{ ...masked, mask: 'b' }])
    expect(await on.codeOf(other, { asked: true, fields: ['a'], seen })).toBe('event-change-refused')
    expect(await on.codeOf(eventOf([clear]), { asked: true, fields: ['a'], seen })).toBeNull()
    // Back and forth again is another change, though between the same two.
    expect(await on.codeOf(eventOf([masked]), confirming)).toBeNull()
    expect(await on.codeOf(eventOf([clear]), { asked: true, fields: ['a'], seen })).toBe(
      'event-change-refused',
    )
  })

  it('finds the masks of a field that was left out for a while', async () => {
    const without = eventOf([rest])
    for (const returning of [
      clear,
      { ...clear, required: false },
      { ...masked, mask: 'b', required: false },
    ]) {
      await on.test.query('drop schema if exists sluice cascade; drop table if exists tries')
      await on.fill(eventOf([masked, rest]))
      expect(await on.codeOf(without, agreeing)).toBeNull()
      expect(await on.codeOf(eventOf([returning, rest]), agreeing)).toBe('event-change-refused')
      expect(await on.codeOf(eventOf([{ ...masked, required: false }, rest]), agreeing)).toBeNull()
    }
  })

  it("is compared whatever the table's current name, and through a view of it", async () => {
    await on.fill(eventOf([masked]))
    await on.test.query('alter table tries rename to renamed')
    const renamed = (fields: readonly FieldFile[]) => eventOf(fields, { table: { name: 'renamed' } })
    expect(await on.codeOf(renamed([clear]), agreeing)).toBe('event-change-refused')
    // Another name is not a change by itself.
    expect(await on.codeOf(renamed([masked]))).toBeNull()
    await on.test.query('create view tries as select * from renamed')
    expect(await on.codeOf(eventOf([clear]), agreeing)).toBe('event-change-refused')
    expect(await on.codeOf(eventOf([masked]))).toBeNull()
  })

  it('is asked about for its own table, and for no other table of the database', async () => {
    await on.fill(eventOf([masked]))
    expect(await on.begin(eventOf([clear], { table: { name: 'renamed' } }))).toBeNull()
    expect(await on.begin(eventOf([masked]))).toBeNull()
    expect(await on.registered()).toHaveLength(2)
  })

  it('counts as the first if its table was dropped', async () => {
    await on.fill(eventOf([masked]))
    await on.test.query('drop table tries')
    const other: FieldFile = { ...clear, column: 'other' }
    expect(await on.begin(eventOf([other]))).toBeNull()
    // With rows it is another matter: a table that was restored has a new number too.
    await on.test.query(
      'drop table tries; create table tries (row_number bigint generated always as identity primary key)',
    )
    await on.test.query(`alter table tries add a varchar(64), add other varchar(64)`)
    await on.test.query(`insert into tries (other) values ('x')`)
    expect(await on.codeOf(eventOf([clear]))).toBe('event-changed')
  })

  it('is registered once by many simultaneous starts', async () => {
    await on.fill(eventOf([clear]))
    const found = await Promise.all(Array.from({ length: 4 }, () => on.begin(eventOf([clear, rest]))))
    expect(found).toEqual([null, null, null, null])
    expect(await on.registered()).toHaveLength(2)
  })

  it('stays readable with everything that a definition can say, even a NUL in a pointer', async () => {
    const odd = eventOf(
      [
        {
          ...clear,
          pointer: '/outer/\0\u{1f600}"',
          maxLength: 7,
          enum: ['x"\\'],
          summary: true,
          nullable: true,
        },
        { name: 't', type: 'timestamp', form: 'ms', required: false, accept: ['number', 'string'] },
        { name: 'd', type: 'decimal', precision: 9, scale: 2, required: false, column: 'Größe "x"' },
      ],
      { envelope: ['sns', 'eventbridge'], match: { pointer: '/t\0', enum: ['y'] }, unknownFields: 'ignore' },
    )
    await on.fill(odd)
    expect(await on.begin(odd)).toBeNull()
    expect(await on.registered()).toEqual([definitionHash(odd)])
    expect(await on.codeOf({ ...odd, origin: 'message' })).toBe('event-changed')
  })

  it('stops with a sentence if the former one was altered in the database', async () => {
    await on.fill(eventOf([clear]))
    await on.test.query(`update sluice.events set definition = '{"name": 7}'`)
    expect(await on.begin(eventOf([masked]))).toMatchObject({
      code: 'event-unreadable',
      details: { id: '1' },
    })
  })
})

describe('a database from before definitions were registered', { timeout: 60_000 }, () => {
  const timed = definitionOf(
    eventFile.parse({
      ...{ name: 'logins', label: 'Login', envelope: 'auto', table: fileOf(logins).table },
      fields: [
        { name: 'user_id', type: 'text', maxLength: 128 },
        { name: 'ip', type: 'ip', column: 'masked_ip' },
      ],
    }),
  )

  /** As the version before left it: rows, a run in the history, no definition. */
  const former = async (settingsText: string | null): Promise<void> => {
    expect(await on.begin(logins)).toBeNull()
    await on.test.query(
      `insert into user_logins (user_id, app_version, device_type, masked_ip, locale, masked_device_id, create_date)
       values ('u', '1.0', 'ios', 'm', null, 'm', now())`,
    )
    await on.test.query(`drop schema sluice cascade; create schema sluice;
      create table sluice.migrations (name text primary key, at timestamptz not null default now())`)
    for (const [name, sql] of migrations.filter(([name]) => name < '0006')) {
      await on.test.query(sql)
      await on.test.query('insert into sluice.migrations (name) values ($1)', [name])
    }
    await on.test.query(
      `insert into sluice.runs (run_id, queue, settings) values (gen_random_uuid(), 'q', $1)`,
      [settingsText],
    )
  }

  it.each([
    ['of runs that named no event', null],
    ['of runs that named logins', JSON.stringify({ event: `logins ${definitionHash(logins)}` })],
  ])('takes rows of logins, %s, as loaded by the built-in definition', async (_, text) => {
    await former(text)
    expect(await on.codeOf(timed, {}, true)).toBe('event-change-refused')
    expect(await on.codeOf(timed, agreeing)).toBe('event-change-refused')
    const [schema] = await on.test.query(`select to_regclass('sluice.events') as made`)
    // Nothing was changed, least of all the schema.
    expect(schema).toEqual({ made: null })
    expect(await on.begin(logins)).toBeNull()
    expect(await on.codeOf(timed, agreeing)).toBe('event-change-refused')
    expect(await on.registered()).toEqual([definitionHash(logins)])
  })

  it('does not judge a definition if its runs loaded another event', async () => {
    await former(JSON.stringify({ event: 'sign-ups 0011223344556677' }))
    expect(await on.begin(timed)).toBeNull()
  })
})
