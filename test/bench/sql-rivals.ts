import { columnsOf } from '../../src/contract/event-columns.ts'
import { logins } from '../../src/contract/logins.ts'
import { inColumn } from '../support/login-rows.ts'
import type { LoginItem } from './login-items.ts'

/** The other ways of loading a batch with its ledger: as many parameters as values, and COPY into a staging table. */

const columns = [
  'origin uuid',
  'sent_at timestamptz',
  'user_id text',
  'device_type text',
  'masked_ip text',
  'masked_device_id text',
  'locale text',
  'app_version text',
  'create_date date',
] as const

export const stagingTable = `create temp table staging (${columns.join(', ')})`

const names = columns.map((column) => column.split(' ')[0]).join(', ')

const load = `
fresh as (
  insert into sluice.ledger (origin, row_number, batch_id, sent_at)
  select origin, nextval('user_logins_login_id_seq'::regclass), $1, sent_at
  from input order by origin
  on conflict (origin) do nothing returning origin, row_number
), landed as (
  insert into user_logins (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date, login_id)
  select user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date, row_number
  from fresh join input using (origin) returning 1
)
select count(*) from landed`

export const stagedStatement = `with input as (select * from staging), ${load}`

export const valuesStatement = (rows: number): string => {
  const types = columns.map((column) => column.split(' ')[1])
  const row = (index: number) =>
    `(${types.map((type, column) => `$${2 + index * types.length + column}::${type}`).join(', ')})`
  return `with input (${names}) as (values ${Array.from({ length: rows }, (_, index) => row(index)).join(', ')}), ${load}`
}

export const valuesOf = (items: readonly LoginItem[]): readonly unknown[] => items.flatMap(cells)

/** The columns of a login as its table has them, the day apart. */
const tableOrder = columnsOf(logins).flatMap(({ name, field }) => (field === null ? [] : [name]))

const cells = ({ deliveries: [first], entry }: LoginItem): readonly (string | Date | null)[] => [
  first.originId,
  first.sentAt,
  ...tableOrder.map((column) => inColumn(entry, column)),
  entry.day,
]

/** A line of COPY's text format; none of the values needs escaping. */
export const copyLine = (item: LoginItem, plain: boolean): string => {
  const text = cells(item).map((cell) => (cell instanceof Date ? cell.toISOString() : (cell ?? '\\N')))
  return `${(plain ? text.slice(2) : text).join('\t')}\n`
}
