import type { Query } from './database.ts'
import { entriesToMove } from './move-ledger.ts'

type Right = 'select' | 'insert' | 'update' | 'delete'

/** The rights that a run, the lists and pruning need on each table and view in the schema `sluice`. */
const needs: Readonly<Record<string, readonly Right[]>> = {
  migrations: ['select'],
  keys: ['select', 'insert'],
  events: ['select', 'insert'],
  runs: ['select', 'insert', 'update'],
  batches: ['select', 'insert'],
  ledger: ['select', 'insert', 'delete'],
  loaded: ['select'],
  rejected: ['select', 'insert', 'update'],
  depths: ['select', 'insert', 'delete'],
  stretches: ['select', 'insert', 'update', 'delete'],
  repair_rules: ['select', 'insert', 'update'],
  repairs: ['select', 'insert', 'update'],
  audit: ['select', 'insert'],
  dead_letters: ['select', 'insert'],
  returns: ['select', 'insert', 'update'],
}

const everyRight: readonly Right[] = ['select', 'insert', 'update', 'delete']

/** It exists while entries are moved out of it. */
export const formerLedger = 'former_ledger'

/** The numbers of batches are drawn by name. */
export const batchSequence = 'sluice.batches_batch_id_seq'

export const neededRights = (table: string): readonly Right[] =>
  table === formerLedger ? ['select', 'delete'] : (needs[table] ?? [])

/** The tables that are granted before they exist, in the script for an administrator. */
export const sluiceTables = Object.keys(needs)

/** The schema `sluice`, as the catalogue shows it. */
export interface SluiceFacts {
  readonly exists: boolean
  readonly mayUse: boolean
  /** Whether our role may bring it up to date: create tables in it and change existing ones. */
  readonly mayChange: boolean
  /** Rights that our role lacks on its tables, in words. */
  readonly lacking: readonly string[]
  /** About how many entries of the former ledger are still to be moved; null if there is none. */
  readonly entriesToMove: number | null
}

/** Throws `PortError`. */
export const readSluice = async (query: Query): Promise<SluiceFacts> => {
  const [schema] = await query<{ mayUse: boolean; mayCreate: boolean }>({
    text: `select has_schema_privilege(oid, 'usage') as "mayUse", has_schema_privilege(oid, 'create') as "mayCreate"
           from pg_catalog.pg_namespace where nspname = 'sluice'`,
  })
  if (schema === undefined)
    return { exists: false, mayUse: true, mayChange: true, lacking: [], entriesToMove: null }
  const tables = await query<{ name: string; isOwner: boolean } & Readonly<Record<Right, boolean>>>({
    text: `select c.relname::text as name, pg_has_role(c.relowner, 'usage') as "isOwner",
             ${everyRight.map((right) => `has_table_privilege(c.oid, '${right}') as "${right}"`).join(', ')}
           from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'sluice' and c.relkind in ('r', 'v') and c.relname = any ($1::text[]) order by c.relname`,
    values: [[...sluiceTables, formerLedger]],
  })
  const lacking = tables.flatMap((table) => {
    const missing = neededRights(table.name).filter((right) => !table[right])
    return missing.length === 0 ? [] : [`${missing.join(', ').toUpperCase()} on sluice.${table.name}`]
  })
  lacking.push(...(await missingOfSequence(query)))
  return {
    exists: true,
    mayUse: schema.mayUse,
    mayChange: schema.mayCreate && tables.every(({ isOwner }) => isOwner),
    lacking: schema.mayUse ? lacking : ['USAGE on the schema sluice', ...lacking],
    entriesToMove: await entriesToMove(query),
  }
}

/** An earlier schema does not need this right, and lacks this view. */
const missingOfSequence = async (query: Query): Promise<readonly string[]> => {
  const missing = await query({
    text: `select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'sluice' and c.relname = 'loaded' and c.relkind = 'v'
             and exists (
               select from pg_catalog.pg_class s
               where s.relnamespace = n.oid and s.relname = $1 and s.relkind = 'S'
                 and not has_sequence_privilege(s.oid, 'usage')
             )`,
    values: [batchSequence.replace('sluice.', '')],
  })
  return missing.length === 0 ? [] : [`USAGE on the sequence ${batchSequence}`]
}
