import { columns, type TableKindCase } from './kind.ts'

/** Tables whose rows cannot be numbered, or not for long. */
export const numberKinds: readonly TableKindCase[] = [
  {
    kind: 'a serial of type integer with seven numbers left',
    setUp: `create table user_logins (${columns}, login_id serial unique);
      select setval('user_logins_login_id_seq', 2147483640)`,
    code: 'table-numbers-short',
    names: ['user_logins_login_id_seq', '7'],
    mend: 'alter table user_logins alter column login_id type bigint; alter sequence user_logins_login_id_seq as bigint',
  },
  {
    kind: 'an integer number behind a bigint sequence with none left that fits',
    setUp: `create sequence login_seq; create table user_logins (${columns}, login_id integer default nextval('login_seq'));
      select setval('login_seq', 2147483647)`,
    code: 'table-numbers-short',
    names: ['login_seq', '0'],
    mend: 'alter table user_logins alter column login_id type bigint',
  },
  {
    kind: 'a sequence that counts down and has arrived',
    setUp: `create sequence login_seq increment -1 minvalue -1000 maxvalue -1; select setval('login_seq', -999);
      create table user_logins (${columns}, login_id bigint default nextval('login_seq'))`,
    code: 'table-numbers-short',
    names: ['login_seq', '1'],
    mend: 'alter sequence login_seq minvalue -1000000',
  },
  {
    kind: 'a sequence that starts over',
    setUp: `create sequence login_seq maxvalue 100 cycle;
      create table user_logins (${columns}, login_id bigint default nextval('login_seq'))`,
    code: 'table-numbers-short',
    names: ['login_seq', '100'],
    mend: 'alter sequence login_seq no maxvalue no cycle',
  },
  {
    kind: 'a number without a default',
    setUp: `create table user_logins (${columns}, login_id bigint)`,
    code: 'table-number-unfit',
    mend: `create sequence login_seq; alter table user_logins alter column login_id set default nextval('login_seq')`,
  },
  {
    kind: 'a number whose default is not a sequence',
    setUp: `create table user_logins (${columns}, login_id bigint default 0)`,
    code: 'table-number-unfit',
    mend: `create sequence login_seq; alter table user_logins alter column login_id set default nextval('login_seq')`,
  },
  {
    kind: 'a number whose default doubles a sequence',
    setUp: `create sequence login_seq; create table user_logins (${columns}, login_id bigint default 2 * nextval('login_seq'))`,
    code: 'table-number-unfit',
    mend: `alter table user_logins alter column login_id set default nextval('login_seq')`,
  },
  {
    kind: 'a uuid as its number',
    setUp: `create table user_logins (${columns}, login_id uuid)`,
    code: 'table-number-unfit',
    names: ['uuid'],
    mend: `alter table user_logins drop column login_id`,
  },
]
