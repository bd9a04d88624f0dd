import type { FieldFile } from './event-files.ts'

/** Someone else's column, which holds less than its field can be. */
export interface NarrowKind {
  readonly field: Omit<FieldFile, 'name'>
  /** Of the column. */
  readonly type: string
  /** Made first. */
  readonly before?: string
  /** JSON texts of values that the column returns unchanged; `undefined` for a message without the field. */
  readonly good: readonly (string | undefined)[]
  /** Those that it cannot hold, and how the reason continues after the column's name. */
  readonly bad: readonly (readonly [json: string | undefined, detail: string])[]
  /** Whether Sluice may change it, if it is asked to. */
  readonly isChanged: boolean
  /** The owner's change that makes room. */
  readonly mend: string
}

const quoted = (text: string): string => JSON.stringify(text)

const widen = (type: string): string => `alter table things alter column value type ${type}`

const text = { type: 'text', maxLength: 128 } as const

/** Every kind of column that can be narrower than its field. */
export const narrowKinds: readonly NarrowKind[] = [
  {
    field: text,
    type: 'varchar(15)',
    good: [quoted('x'.repeat(15)), quoted('😀'.repeat(15)), quoted('e\u0301'.repeat(7))],
    bad: [
      [quoted('x'.repeat(16)), 'which holds 15 characters; it has 16'],
      [quoted('😀'.repeat(16)), 'which holds 15 characters; it has 16'],
      [quoted('e\u0301'.repeat(8)), 'which holds 15 characters; it has 16'],
      [quoted(' '.repeat(17)), 'which holds 15 characters; it has 17'],
    ],
    isChanged: true,
    mend: widen('varchar(128)'),
  },
  {
    field: { type: 'version', maxLength: 32 },
    type: 'varchar(5)',
    good: [quoted('2.3.0')],
    bad: [[quoted('2.3.10'), 'which holds 5 characters; it has 6']],
    isChanged: true,
    mend: widen('text'),
  },
  {
    field: { type: 'ip' },
    type: 'varchar(15)',
    good: [quoted('203.0.113.255')],
    bad: [[quoted('2001:db8::1:2:3:4'), 'which holds 15 characters; it has 17']],
    isChanged: true,
    mend: widen('varchar(45)'),
  },
  {
    field: { type: 'email' },
    type: 'varchar(12)',
    good: [quoted('a@b.example')],
    bad: [[quoted('nobody@b.example'), 'which holds 12 characters; it has 16']],
    isChanged: true,
    mend: widen('varchar(254)'),
  },
  {
    field: { type: 'json' },
    type: 'varchar(10)',
    good: ['{"a": 1}'],
    bad: [['{"a": [1,2]}', 'which holds 10 characters; it has 12']],
    isChanged: true,
    mend: widen('text'),
  },
  {
    field: { type: 'integer' },
    type: 'varchar(3)',
    good: ['-12', '999'],
    bad: [['1000', 'which holds 3 characters; it has 4']],
    isChanged: true,
    mend: widen('varchar(20)'),
  },
  {
    field: { type: 'integer' },
    type: 'smallint',
    good: ['32767', '-32768', '0'],
    bad: [
      ['32768', 'which is smallint and holds -32768 to 32767; it has 5 digits'],
      ['-9223372036854775808', 'which is smallint and holds -32768 to 32767; it has 19 digits'],
    ],
    isChanged: true,
    mend: widen('bigint'),
  },
  {
    field: { type: 'integer' },
    type: 'integer',
    good: ['2147483647', '-2147483648'],
    bad: [['2147483648', 'which is integer and holds -2147483648 to 2147483647; it has 10 digits']],
    isChanged: true,
    mend: widen('bigint'),
  },
  {
    field: { type: 'integer' },
    type: 'numeric(5)',
    good: ['99999', '-1'],
    bad: [['100000', 'which is numeric(5,0); it has 6 digits before the point and 0 behind it']],
    isChanged: true,
    mend: widen('numeric(19)'),
  },
  {
    field: { type: 'decimal' },
    type: 'numeric(6,2)',
    good: ['1234.56', '0.01', '-9999.99', '1.10'],
    bad: [
      ['0.005', 'which is numeric(6,2); it has 0 digits before the point and 3 behind it'],
      ['12345', 'which is numeric(6,2); it has 5 digits before the point and 0 behind it'],
      ['1e4', 'which is numeric(6,2); it has 5 digits before the point and 0 behind it'],
    ],
    isChanged: true,
    mend: widen('numeric'),
  },
  {
    field: { type: 'decimal', precision: 12, scale: 4 },
    type: 'numeric(12,2)',
    good: ['12345678.12'],
    bad: [['0.125', 'which is numeric(12,2); it has 0 digits before the point and 3 behind it']],
    isChanged: true,
    mend: widen('numeric(14,4)'),
  },
  {
    field: { type: 'timestamp', form: 'rfc3339' },
    type: 'timestamptz(3)',
    good: [quoted('2026-11-26T09:00:00.123Z'), quoted('2026-11-26T09:00:00Z')],
    bad: [[quoted('2026-11-26T09:00:00.1234Z'), 'which keeps 3 digits of a second; it has 4']],
    isChanged: true,
    mend: widen('timestamptz'),
  },
  {
    field: { type: 'timestamp', form: 'ms' },
    type: 'timestamptz(0)',
    good: ['1764150000000'],
    bad: [['1764150000123', 'which keeps 0 digits of a second; it has 3']],
    isChanged: true,
    mend: widen('timestamptz(6)'),
  },
  {
    field: { type: 'text', enum: ['open', 'paid', 'lost'] },
    before: `create type mood as enum ('open', 'paid')`,
    type: 'mood',
    good: [quoted('open')],
    bad: [[quoted('lost'), 'which is the enum public.mood and does not have it']],
    isChanged: false,
    mend: `alter type mood add value 'lost'`,
  },
  {
    field: text,
    before: 'create domain short_text as varchar(5)',
    type: 'short_text',
    good: [quoted('five!')],
    bad: [[quoted('sixsix'), 'which holds 5 characters; it has 6']],
    isChanged: false,
    mend: widen('text'),
  },
  {
    field: { type: 'integer' },
    before: 'create domain whole as integer',
    type: 'whole',
    good: ['7'],
    bad: [['3000000000', 'which is integer and holds -2147483648 to 2147483647; it has 10 digits']],
    isChanged: false,
    mend: widen('bigint'),
  },
  {
    field: { type: 'decimal' },
    before: 'create domain cents as numeric(6,2)',
    type: 'cents',
    good: ['1.25'],
    bad: [['1.255', 'which is numeric(6,2); it has 1 digits before the point and 3 behind it']],
    isChanged: false,
    mend: widen('numeric'),
  },
  {
    field: { ...text, nullable: true },
    type: 'text not null',
    good: [quoted('a')],
    bad: [['null', 'which must have a value']],
    isChanged: false,
    mend: 'alter table things alter column value drop not null',
  },
  {
    field: { ...text, required: false },
    type: `text not null default 'theirs'`,
    good: [quoted('a')],
    bad: [[undefined, 'which must have a value']],
    isChanged: false,
    mend: 'alter table things alter column value drop not null',
  },
  {
    field: { type: 'integer', required: false, nullable: true },
    before: 'create domain amount as bigint not null',
    type: 'amount',
    good: ['1'],
    bad: [
      [undefined, 'which must have a value'],
      ['null', 'which must have a value'],
    ],
    isChanged: false,
    mend: 'alter domain amount drop not null',
  },
  {
    field: { type: 'uuid', mask: 'id', nullable: true },
    type: 'varchar(64) not null',
    good: [quoted('0b6ae2f2-9d3c-4c3e-8d0f-3f7c1f1a2b4d')],
    bad: [['null', 'which must have a value']],
    isChanged: false,
    mend: 'alter table things alter column value drop not null',
  },
]

/** The body of a message with this value. */
export const thingBody = (id: string, json: string | undefined): string =>
  `{"id":${quoted(id)}${json === undefined ? '' : `,"value":${json}`}}`
