import { byDay, columnNames, columns, plain, thisYear, trigger, type TableKindCase } from './kind.ts'

/** Tables that logins can be loaded into. */
export const loadingKinds: readonly TableKindCase[] = [
  { kind: 'no table at all', setUp: '' },
  { kind: 'identity by default', setUp: plain },
  {
    kind: 'identity always',
    setUp: `create table user_logins (${columns}, login_id bigint generated always as identity primary key)`,
  },
  {
    kind: 'bigserial primary key',
    setUp: `create table user_logins (${columns}, login_id bigserial primary key)`,
  },
  {
    kind: 'serial of type integer',
    setUp: `create table user_logins (${columns}, login_id serial unique)`,
  },
  {
    kind: 'a sequence that the primary key does not own',
    setUp: `create sequence login_seq; create table user_logins (${columns}, login_id bigint primary key default nextval('login_seq'))`,
  },
  {
    kind: 'a sequence that a nullable number does not own',
    setUp: `create sequence login_seq; create table user_logins (${columns}, login_id bigint default nextval('login_seq'))`,
  },
  {
    kind: 'a sequence in another schema, under a name that needs quotes',
    setUp: `create schema "Odd ""one"; create sequence "Odd ""one"."it's";
      create table user_logins (${columns}, login_id bigint default nextval('"Odd ""one"."it''s"'))`,
  },
  {
    kind: 'domains over the types that are expected',
    setUp:
      `create domain name_text as varchar(128); create domain day as date; create domain row_number as bigint;
      create table user_logins (user_id name_text, device_type varchar(32), masked_ip varchar(256), masked_device_id text,
        locale text, app_version varchar(32), create_date day, login_id row_number default nextval('login_seq'))`.replace(
        'create domain name_text',
        'create sequence login_seq; create domain name_text',
      ),
  },
  {
    kind: 'inherited from a table of the owner’s',
    setUp: `create table all_logins (${columns}, login_id bigserial); create table user_logins () inherits (all_logins)`,
  },
  {
    kind: 'with a child that inherits from it',
    setUp: `${plain}; create table old_logins () inherits (user_logins)`,
  },
  { kind: 'partitioned, with a partition for the day', setUp: byDay(thisYear) },
  {
    kind: 'partitioned, with a default partition',
    setUp: byDay('create table logins_else partition of user_logins default;'),
    since: 11,
  },
  {
    kind: 'partitioned twice, by day and by hash of the user',
    setUp:
      byDay(`create table logins_now partition of user_logins for values from ('2020-01-01') to ('2100-01-01')
      partition by hash (user_id);
      create table logins_now_0 partition of logins_now for values with (modulus 2, remainder 0);
      create table logins_now_1 partition of logins_now for values with (modulus 2, remainder 1);`),
    since: 11,
  },
  {
    kind: 'partitioned by an expression on the day',
    setUp: `create table user_logins (${columns}, login_id bigserial) partition by list ((extract(year from create_date) > 2000));
      create table logins_now partition of user_logins for values in (true);`,
  },
  {
    kind: 'partitioned by the user',
    setUp: `create table user_logins (${columns}, login_id bigserial) partition by range (user_id);
      create table logins_all partition of user_logins for values from (minvalue) to (maxvalue);`,
  },
  {
    kind: 'a partition itself',
    setUp: `create table all_logins (${columns}, login_id bigserial) partition by range (create_date);
      create table user_logins partition of all_logins for values from ('2020-01-01') to ('2100-01-01');`,
  },
  {
    kind: 'a view that can be updated',
    setUp: `create table base_logins (${columns}, login_id bigserial, note text default 'x');
      create view user_logins as select ${columnNames()}, login_id from base_logins;`,
  },
  {
    kind: 'a view that shows the number under another name',
    setUp: `create table base_logins (${columns}, id bigserial primary key);
      create view user_logins as select ${columnNames()}, id as login_id from base_logins;`,
  },
  {
    kind: 'a view over a view over a partitioned table',
    setUp: `create table base_logins (${columns}, login_id bigserial) partition by range (create_date);
      create table logins_now partition of base_logins for values from ('2020-01-01') to ('2100-01-01');
      create view some_logins as select * from base_logins; create view user_logins as select * from some_logins;`,
  },
  {
    kind: 'a view with an INSTEAD OF trigger that inserts',
    setUp: `create table base_logins (${columns}, login_id bigserial);
      create view user_logins as select * from base_logins;
      ${trigger(
        'instead of insert',
        `insert into base_logins (${columnNames()}, login_id) select ${columnNames('new.')}, new.login_id; return new;`,
      )}`,
  },
  {
    kind: 'a BEFORE trigger that changes another column',
    setUp: `create table user_logins (${columns}, login_id bigserial, note text);
      ${trigger('before insert', `new.note := 'seen'; new.locale := upper(new.locale); return new;`)}`,
  },
  {
    kind: 'a BEFORE trigger that redirects into a child',
    setUp: `${plain}; create table logins_now (check (create_date > '2000-01-01')) inherits (user_logins);
      ${trigger('before insert', `insert into logins_now values (new.*); return null;`)}`,
  },
  {
    kind: 'an AFTER trigger that writes into an audit table',
    setUp: `${plain}; create table audit (at timestamptz default now(), login_id bigint);
      ${trigger('after insert', `insert into audit (login_id) values (new.login_id); return null;`)}`,
  },
  {
    kind: 'a trigger that is switched off',
    setUp: `${plain}; ${trigger('before insert', 'return null;')} alter table user_logins disable trigger watchful;`,
  },
  {
    kind: 'a generated column of the owner’s',
    setUp: `create table user_logins (${columns}, login_id bigserial,
      user_length integer generated always as (length(user_id)) stored)`,
    since: 12,
  },
  {
    kind: 'columns of the owner’s that have a default, an identity or no need of a value',
    setUp: `create table user_logins (tenant integer not null default 7, seen timestamptz not null default now(), ${columns},
      login_id bigserial, other bigint generated always as identity, note text)`,
  },
  {
    kind: 'constraints of the owner’s that the rows meet',
    setUp: `create table devices (name varchar(32) primary key);
      insert into devices values ('android'), ('ios');
      create table user_logins (${columns}, login_id bigserial primary key,
        check (create_date > '2000-01-01'), unique (user_id, login_id), foreign key (device_type) references devices,
        constraint one_each exclude using btree (login_id with =))`,
  },
  {
    kind: 'columns that may not be null',
    setUp: `create table user_logins (user_id varchar(128) not null, device_type varchar(32) not null, masked_ip varchar(256) not null,
      masked_device_id varchar(256) not null, locale varchar(32), app_version varchar(32) not null, create_date date not null,
      login_id bigserial primary key)`,
  },
  {
    kind: 'an empty table with an integer app_version and no number',
    setUp: `create table user_logins (${columns.replace('app_version varchar(32)', 'app_version integer')})`,
  },
]
