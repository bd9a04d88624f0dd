import { byDay, columnNames, columns, plain, thisYear, type TableKindCase } from './kind.ts'
import { numberKinds } from './number-kinds.ts'

/** Tables that the check objects to, before a message is received. */
export const objectedKinds: readonly TableKindCase[] = [
  ...numberKinds,
  {
    kind: 'a column of the owner’s that must have a value',
    setUp: `create table user_logins (${columns}, login_id bigserial, tenant integer not null)`,
    code: 'table-column-unfed',
    names: ['tenant'],
    mend: 'alter table user_logins alter column tenant set default 1',
  },
  {
    kind: 'a domain of the owner’s that must have a value',
    setUp: `create domain tenant_id as integer not null; create table user_logins (${columns}, login_id bigserial, tenant tenant_id)`,
    code: 'table-column-unfed',
    names: ['tenant'],
    mend: 'alter table user_logins alter column tenant set default 1',
  },
  {
    kind: 'a view over a table with a column that must have a value',
    setUp: `create table base_logins (${columns}, login_id bigserial, tenant integer not null);
      create view user_logins as select ${columnNames()}, login_id from base_logins`,
    code: 'table-column-unfed',
    names: ['tenant'],
    mend: 'alter table base_logins alter column tenant set default 1',
  },
  {
    kind: 'partitioned without a partition for the day',
    setUp: byDay(
      `create table logins_2010 partition of user_logins for values from ('2010-01-01') to ('2011-01-01');`,
    ),
    code: 'table-partition-missing',
    mend: thisYear,
  },
  {
    kind: 'partitioned without any partition',
    setUp: byDay(''),
    code: 'table-partition-missing',
    mend: thisYear,
  },
  {
    kind: 'partitioned twice without a partition below the day’s',
    setUp:
      byDay(`create table logins_now partition of user_logins for values from ('2020-01-01') to ('2100-01-01')
      partition by list (locale);`),
    code: 'table-partition-missing',
    mend: `create table logins_de partition of logins_now for values in ('DE', null)`,
  },
  {
    kind: 'a partition of another year',
    setUp: `create table all_logins (${columns}, login_id bigserial) partition by range (create_date);
      create table user_logins partition of all_logins for values from ('2020-01-01') to ('2021-01-01');`,
    code: 'table-partition-missing',
    mend: `alter table all_logins detach partition user_logins`,
  },
  {
    kind: 'a view over a partitioned table without a partition for the day',
    setUp: `create table base_logins (${columns}, login_id bigserial) partition by range (create_date);
      create view user_logins as select * from base_logins;`,
    code: 'table-partition-missing',
    mend: thisYear.replace('of user_logins', 'of base_logins'),
  },
  {
    kind: 'a rule that redirects',
    setUp: `${plain}; create table elsewhere (user_id text);
      create rule away as on insert to user_logins do instead insert into elsewhere values (new.user_id)`,
    code: 'table-rules',
    names: ['away'],
    mend: 'drop rule away on user_logins',
  },
  {
    kind: 'a rule that swallows',
    setUp: `${plain}; create rule nothing as on insert to user_logins do instead nothing`,
    code: 'table-rules',
    names: ['nothing'],
    mend: 'drop rule nothing on user_logins',
  },
  {
    kind: 'a view that takes no inserts',
    setUp: `create table base_logins (${columns}, login_id bigserial); create view user_logins as select distinct * from base_logins`,
    code: 'table-kind',
    mend: 'create or replace view user_logins as select * from base_logins',
  },
  {
    kind: 'a view without a number',
    setUp: `create table base_logins (${columns}, login_id bigserial); create view user_logins as select ${columnNames()} from base_logins`,
    code: 'table-number-missing',
    mend: `create or replace view user_logins as select ${columnNames()}, login_id from base_logins`,
  },
  {
    kind: 'partitioned and without a number',
    setUp: `create table user_logins (${columns}) partition by range (create_date); ${thisYear}`,
    code: 'table-number-missing',
    mendAsAdvised: true,
  },
  {
    kind: 'a partition without a number',
    setUp: `create schema "Old"; create table "Old"."All logins" (${columns}) partition by range (create_date);
      create table user_logins partition of "Old"."All logins" for values from ('2020-01-01') to ('2100-01-01');`,
    code: 'table-number-missing',
    mendAsAdvised: true,
  },
  {
    kind: 'a table that others inherit from and that has no number',
    setUp: `create table user_logins (${columns}); create table old_logins () inherits (user_logins)`,
    code: 'table-number-missing',
    mendAsAdvised: true,
  },
  {
    kind: 'inherited and without a number',
    setUp: `create table all_logins (${columns}); create table user_logins () inherits (all_logins)`,
    code: 'table-number-missing',
    mendAsAdvised: true,
  },
  {
    kind: 'a materialized view',
    setUp: `create table base_logins (${columns}, login_id bigserial); create materialized view user_logins as select * from base_logins`,
    code: 'table-kind',
    names: ['materialized view'],
    mend: 'drop materialized view user_logins',
  },
  {
    kind: 'a sequence of that name',
    setUp: 'create sequence user_logins',
    code: 'table-kind',
    mend: 'drop sequence user_logins',
  },
  {
    kind: 'a column of another type',
    setUp: plain.replace('create_date date', 'create_date timestamptz'),
    code: 'table-unfit',
    names: ['create_date'],
    mend: 'alter table user_logins alter column create_date type date',
  },
  {
    kind: 'a column that is generated where a login has a value',
    setUp: `create table user_logins (${columns.replace('locale varchar(32)', `locale varchar(32) generated always as ('DE') stored`)}, login_id bigserial)`,
    since: 12,
    code: 'table-unfit',
    names: ['locale'],
    mend: 'alter table user_logins drop column locale; alter table user_logins add column locale varchar(32)',
  },
  {
    kind: 'an integer app_version on which a view depends',
    setUp: `create table user_logins (${columns.replace('app_version varchar(32)', 'app_version integer')}, login_id bigserial);
      create view latest as select max(app_version) from user_logins`,
    code: 'table-change-blocked',
    names: ['latest'],
    mend: 'drop view latest',
  },
  {
    kind: 'an integer app_version with rows',
    setUp: `create table user_logins (${columns.replace('app_version varchar(32)', 'app_version integer')}, login_id bigserial);
      insert into user_logins (user_id) values ('old')`,
    code: 'table-needs-change',
    mend: 'delete from user_logins',
  },
]
