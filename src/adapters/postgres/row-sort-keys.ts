import type { LoginColumn } from '../../contract/rows.ts'

export type RowSortColumn = LoginColumn | 'login_id'

/**
 * What a column is sorted by, of the column itself or of a value. Pages and indexes must say the very same, or PostgreSQL
 * sorts the whole table for each page. Only names from this table reach the SQL text; values are always parameters.
 */
export const rowSortKeys: Readonly<Record<RowSortColumn, (value: string) => string>> = {
  login_id: (value) => `${value}::bigint`,
  user_id: text,
  device_type: text,
  masked_ip: text,
  masked_device_id: text,
  locale: text,
  app_version: (value) => `coalesce(sluice.version_key(${value}), '{}')`,
  create_date: (value) => `coalesce(${value}::date, '-infinity')`,
}

function text(value: string): string {
  return `coalesce(${value}::text, '') collate "C"`
}
