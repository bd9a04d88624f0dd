import { refuse } from './triggers.ts'
import type { World } from './world.ts'

/** The change to the table before messages come. */
export type Step = (world: World) => Promise<unknown>

export const alter =
  (change: string): Step =>
  (world) =>
    world.database.query(`alter table user_logins ${change}`)

const refuseOneBy =
  (sqlState: string): Step =>
  (world) =>
    refuse(world, `new.user_id = 'user-1-617'`, sqlState)

/** A row that exists before any message comes. */
const addRow = (world: World, userId: string) =>
  world.database.query(
    `insert into user_logins (user_id, device_type, masked_ip, masked_device_id, app_version)
     values ('${userId}', 'ios', 'a', 'b', '1')`,
  )

/** Each way in which a table refuses one row of many for its values, and the reason shown. */
export const byValue: readonly (readonly [kind: string, set: Step, detail: string])[] = [
  ...['22001', '22003', '22007', '22008', 'P0001', 'UL001'].map(
    (code) => [`a trigger that raises ${code}`, refuseOneBy(code), code] as const,
  ),
  ['a check', alter(`add constraint not_617 check (user_id <> 'user-1-617')`), '23514, constraint not_617'],
  [
    'a unique index over its values',
    async (world) => {
      await world.database.query('create unique index once on user_logins (user_id)')
      await addRow(world, 'user-1-617')
    },
    '23505, constraint once',
  ],
  [
    'an exclusion',
    async (world) => {
      await world.database.query('alter table user_logins add constraint apart exclude (user_id with =)')
      await addRow(world, 'user-1-617')
    },
    '23P01, constraint apart',
  ],
  [
    'a foreign key',
    (world) =>
      world.database.query(
        `create table users (id varchar(128) primary key);
         insert into users select 'user-1-' || n from generate_series(0, 999) as n where n <> 617;
         alter table user_logins add constraint known foreign key (user_id) references users`,
      ),
    '23503, constraint known',
  ],
]

/** Each way in which a table refuses every row, and the reason shown. */
export const byTable: readonly (readonly [kind: string, set: Step, words: string])[] = [
  ['a check that no row meets', alter('add constraint never check (user_id is null)'), 'the check never'],
  ['a trigger', (world) => refuse(world, 'true', 'P0001'), 'the function refuse of a trigger refuses it'],
  [
    'a column of its owner',
    alter('add column tenant integer not null'),
    'its column tenant must have a value',
  ],
  [
    'a sequence that is used up',
    async (world) => {
      const [found] = await world.ask(`select pg_get_serial_sequence('user_logins', 'login_id') as name`)
      await world.database.query(`alter sequence ${String(found?.name)} maxvalue 7`)
      await world.ask(`select setval('${String(found?.name)}', 7)`)
    },
    'the sequence of its row numbers has none left',
  ],
  [
    'a column of another type',
    alter('alter column create_date type integer using 0'),
    'does not take the rows as they are (42804)',
  ],
  [
    'a partition that is missing',
    (world) =>
      world.database.query(
        `alter table user_logins rename to former;
         create table user_logins (user_id varchar(128), device_type varchar(32), masked_ip varchar(256),
           masked_device_id varchar(256), locale varchar(32), app_version varchar(32), create_date date,
           login_id bigint default nextval(pg_get_serial_sequence('former', 'login_id')))
           partition by range (create_date);
         create table in_2020 partition of user_logins for values from ('2020-01-01') to ('2021-01-01')`,
      ),
    `it has no partition for ${new Date().toISOString().slice(0, 10)}`,
  ],
  ['a column that is gone', alter('drop column locale'), 'is not there'],
]

/** The rejections, their reasons, and how often. */
export const rejections = (world: World) =>
  world.ask(
    `select reasons -> 0 ->> 'code' as code, reasons -> 0 ->> 'detail' as detail, count(*)::integer as count
     from sluice.rejected group by 1, 2 order by 1, 2`,
  )
