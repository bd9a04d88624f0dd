import { logins } from '../../src/contract/logins.ts'
import { openDatabase, type Database } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { fitTable } from '../../src/adapters/postgres/table.ts'
import type { World } from './world.ts'

/** A table `user_logins` with this many rows and nothing else, and connections to it. */
export const fillRows = async (world: World, rows: number): Promise<Database> => {
  await world.sql('drop schema if exists sluice cascade; drop table if exists user_logins')
  const database = openDatabase(world.databaseUrl, 2)
  await migrate(database)
  await fitTable(database, logins, { mayAlter: false })
  await world.sql(`insert into user_logins
      (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
    select md5(n::text), case when n % 2 = 0 then 'ios' else 'android' end, md5('ip' || n % 90000) || md5(n::text),
      md5('device' || n) || md5(n::text), case n % 4 when 0 then 'DE' when 1 then 'US' when 2 then 'FR' end,
      n % 7 || '.' || n % 30 || '.' || n % 11, date '2024-01-01' + n % 700
    from generate_series(1, ${rows}) n`)
  await world.sql('vacuum analyze user_logins')
  return database
}
