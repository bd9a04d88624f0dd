import { quoteName } from '../../contract/quote-name.ts'
import type { DatabaseFacts } from './look.ts'
import { migrations } from './migrate.ts'
import { lastStep } from './last-step.ts'
import { rowNumberOf } from './row-number.ts'
import { quoteText } from './search-path.ts'
import { batchSequence, formerLedger, neededRights, sluiceTables } from './sluice-rights.ts'
import { changesOf, changeStatement, createStatement } from './table-changes.ts'

/**
 * Everything that an administrator does for a role that owns nothing: the schema with all migrations, the table if it
 * is missing, or empty and in need of changes, and the rights. One transaction, for psql or any other client; run
 * again, it does what is still missing.
 *
 * @param role as it is spelt in the catalogue
 */
export const grantScript = (
  { event, server, place, table, hasRows }: DatabaseFacts,
  role: string,
): string => {
  const to = quoteName(role)
  const name = table?.name ?? place.name ?? quoteName(event.table.name)
  const schema = table?.schema ?? place.schema?.name ?? event.table.schema ?? 'public'
  const changes = table === null ? [] : changesOf(table).map((change) => `${changeStatement(change, name)};`)
  return [
    `-- For the database ${oneLine(server.database)}, to be run by who may create schemas in it and grant on the table ${oneLine(event.table.name)}.`,
    'begin;',
    ...schemaStatements,
    lastStep,
    ...(table === null ? [`${createStatement(event, name)};`] : []),
    ...(hasRows && changes.length > 0
      ? ['-- The table holds rows and must be changed; take the next dashes away to allow it.']
      : []),
    ...changes.map((statement) => (hasRows ? `-- ${statement}` : statement)),
    `grant connect on database ${quoteName(server.database)} to ${to};`,
    `grant usage on schema ${quoteName(schema)} to ${to};`,
    `grant select, insert on ${name} to ${to};`,
    sequenceGrant(table === null ? null : rowNumberOf(table), { name, column: event.table.rowNumber }, role),
    `grant usage on schema sluice to ${to};`,
    ...sluiceTables.map((own) => `grant ${neededRights(own).join(', ')} on sluice.${own} to ${to};`),
    `grant usage on sequence ${batchSequence} to ${to};`,
    formerLedgerGrant(role),
    'commit;',
    '',
  ].join('\n')
}

/** Each migration runs unless it already has; its text is a string, whatever quotes are in it. */
const schemaStatements: readonly string[] = [
  'create schema if not exists sluice;',
  'create table if not exists sluice.migrations (name text primary key, at timestamptz not null default now());',
  ...migrations.map(([name, sql]) =>
    [
      'do $sluice_step$ begin',
      `if not exists (select from sluice.migrations where name = ${quoteText(name)}) then`,
      `execute $sluice_migration$${sql}$sluice_migration$;`,
      `insert into sluice.migrations (name) values (${quoteText(name)});`,
      'end if; end $sluice_step$;',
    ].join('\n'),
  ),
]

/** PostgreSQL chooses the name of the sequence for a column that the script itself makes. */
const sequenceGrant = (
  number: ReturnType<typeof rowNumberOf> | null,
  { name, column }: { readonly name: string; readonly column: string },
  role: string,
): string => {
  if (number?.kind === 'sequence')
    return `grant usage on sequence ${number.sequence.name} to ${quoteName(role)};`
  const values = `pg_get_serial_sequence(${quoteText(name)}, ${quoteText(column)}), ${quoteText(role)}`
  return [
    'do $sluice_step$ begin',
    `execute (select format('grant usage on sequence %s to %I', sequence, role)`,
    `from (values (${values})) as grants(sequence, role) where sequence is not null);`,
    'end $sluice_step$;',
  ].join('\n')
}

/** It exists only until its entries have been moved. */
const formerLedgerGrant = (role: string): string =>
  [
    `do $sluice_step$ begin`,
    `if to_regclass('sluice.${formerLedger}') is not null then`,
    `execute format('grant ${neededRights(formerLedger).join(', ')} on sluice.${formerLedger} to %I', ${quoteText(role)});`,
    `end if; end $sluice_step$;`,
  ].join('\n')

/** The rest of a name that ends a comment would run as a statement. */
const oneLine = (name: string): string => name.replaceAll(/[\r\n]/g, ' ')
