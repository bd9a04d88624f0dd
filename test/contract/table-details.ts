import type { TableFailureCode } from '../../src/contract/table-failures.ts'

/** A value for every detail that an objection to a table can carry. */
export const tableSamples = {
  table: 'TABLE',
  schema: 'SCHEMA',
  column: 'COLUMN',
  kind: 'KIND',
  why: 'WHY',
  statements: 'STATEMENTS',
  statement: 'STATEMENT',
  columns: 'COLUMNS',
  narrow: 'NARROW',
  obstacles: 'OBSTACLES',
  holders: 'HOLDERS',
  rules: 'RULES',
  actions: 'ACTIONS',
  day: 'DAY',
  sequence: 'SEQUENCE',
  left: 'LEFT',
  role: 'ROLE',
  rights: 'RIGHTS',
  free: 'FREE',
  needed: 'NEEDED',
  encoding: 'ENCODING',
  interceptors: 'INTERCEPTORS',
}

type Detail = keyof typeof tableSamples | 'problems' | 'changes' | 'owner' | 'address' | 'database'

/** The fewest details of each objection. */
export const tableLeast: Readonly<Record<TableFailureCode, readonly Detail[]>> = {
  'table-unfit': ['table', 'problems'],
  'table-needs-change': ['table', 'changes'],
  'table-narrow': ['table', 'problems'],
  'table-kind': ['table', 'kind'],
  'table-nowhere': ['table'],
  'table-number-missing': ['table', 'column', 'why'],
  'table-number-unfit': ['table', 'column', 'why'],
  'table-column-unfed': ['table', 'columns'],
  'table-change-blocked': ['table', 'changes', 'obstacles'],
  'table-change-denied': ['table', 'changes', 'owner', 'statements'],
  'table-busy': ['table'],
  'table-rules': ['table', 'rules'],
  'table-policy-missing': ['table', 'actions'],
  'table-partition-missing': ['table', 'day'],
  'table-numbers-short': ['table', 'column', 'sequence', 'left'],
  'rows-swallowed': ['table'],
  'numbers-behind': ['table', 'column'],
  'rights-missing': ['role', 'rights'],
  'connections-short': ['address', 'free', 'needed'],
  'database-encoding': ['database', 'encoding'],
  'database-read-only': ['database'],
}
