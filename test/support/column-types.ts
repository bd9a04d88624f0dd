/** Named types are made once per database. */
export const makeTypes = `
  create type mood as enum ('open', 'paid', 'it''s "so"', '😀');
  create type numbers as enum ('1', '2');
  create domain short_text as varchar(5); create domain any_text as text not null default '';
  create domain whole as integer; create domain moment as timestamp; create domain day as date; create domain grade as mood;
  create domain cents as numeric(10,2); create domain of_domain as short_text;
  create extension if not exists citext;`

/** Every single-value type of PostgreSQL, in each size that makes a difference, and some derived ones. */
export const columnTypes: readonly string[] = [
  ...[
    'text',
    'varchar',
    'varchar(1)',
    'varchar(15)',
    'varchar(39)',
    'varchar(63)',
    'varchar(64)',
    'varchar(256)',
  ],
  ...['citext', 'char(5)', 'char(64)', '"char"', 'name', 'xml', 'bytea'],
  ...[
    'smallint',
    'integer',
    'bigint',
    'numeric',
    'numeric(10,2)',
    'numeric(12,2)',
    'numeric(18)',
    'numeric(19)',
    'numeric(30,5)',
  ],
  ...['real', 'double precision', 'money', 'boolean', 'bit(1)', 'bit varying', 'oid'],
  ...[
    'date',
    'timestamp',
    'timestamptz',
    'timestamptz(0)',
    'timestamptz(3)',
    'timestamptz(6)',
    'time',
    'timetz',
    'interval',
  ],
  ...[
    'inet',
    'cidr',
    'macaddr',
    'macaddr8',
    'uuid',
    'json',
    'jsonb',
    'jsonpath',
    'tsvector',
    'point',
    'int4range',
  ],
  ...['mood', 'numbers', 'short_text', 'any_text', 'whole', 'moment', 'day', 'grade', 'cents', 'of_domain'],
  ...['text[]', 'integer[]', 'uuid[]'],
]
