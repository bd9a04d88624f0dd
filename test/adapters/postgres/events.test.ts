import { expect, it } from 'vitest'
import { openDatabase } from '../../../src/adapters/postgres/database.ts'
import { migrate, migrations } from '../../../src/adapters/postgres/migrate.ts'
import { clear, createChangingEvent, eventOf, masked, rest } from '../../support/changing-event.ts'
import { onPostgres } from '../../support/postgres-versions.ts'
import { fewOf } from '../../support/everything.ts'

/** What a version without definitions did. */
const formerMigrations = migrations.filter(([name]) => name < '0006')

onPostgres(
  fewOf([10, 15, 18], 1),
  'the definitions that tables were filled by',
  ({ url, createDatabase }) => {
    it('can be read and written by a role that may use the keys, without a new grant', async () => {
      const test = await createDatabase()
      const [reader, loader] = [`reader_${test.name}`, `"Loader ${test.name}"`]
      await test.query(`create schema sluice;
      create table sluice.migrations (name text primary key, at timestamptz not null default now())`)
      for (const [name, sql] of formerMigrations) {
        await test.query(sql)
        await test.query('insert into sluice.migrations (name) values ($1)', [name])
      }
      await test.query(`create role ${reader}; create role ${loader}`)
      try {
        await test.query(`grant select on sluice.keys to ${reader};
        grant select, insert on sluice.keys to ${loader} with grant option`)
        const database = openDatabase(test.url, 1)
        await migrate(database)
        await database.close()
        const may = (role: string, right: string) =>
          test
            .query<{ may: boolean }>('select has_table_privilege($1, $2, $3) as may', [
              role.replaceAll('"', ''),
              'sluice.events',
              right,
            ])
            .then(([row]) => row?.may)
        expect([await may(reader, 'select'), await may(reader, 'insert')]).toEqual([true, false])
        expect(await may(loader, 'insert with grant option')).toBe(true)
        expect(await may(loader, 'delete')).toBe(false)
        const other = await test.query(
          `select has_table_privilege('public', 'sluice.events', 'select') as may`,
        )
        expect(other).toEqual([{ may: false }])
      } finally {
        await test.query(
          `drop owned by ${reader}; drop owned by ${loader}; drop role ${reader}; drop role ${loader}`,
        )
        await test.drop()
      }
    })

    it('are compared and registered', async () => {
      const on = await createChangingEvent(url())
      try {
        await on.fill(eventOf([masked, rest]))
        expect(await on.codeOf(eventOf([clear, rest]))).toBe('event-change-refused')
        expect(await on.codeOf(eventOf([masked]))).toBe('event-changed')
        expect(await on.codeOf(eventOf([masked]), { asked: true })).toBeNull()
        expect(await on.registered()).toHaveLength(2)
      } finally {
        await on.close()
      }
    })
  },
)
