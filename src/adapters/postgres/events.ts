import { eventChanges, type EventChange } from '../../contract/event-change.ts'
import type { EventDefinition, Field } from '../../contract/event-definition.ts'
import { definitionOf, eventFile } from '../../contract/event-file.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { logins } from '../../contract/logins.ts'
import { quoteName } from '../../contract/quote-name.ts'
import { definitionHash } from '../../pipeline/definition-hash.ts'
import type { Query } from './database.ts'
import type { TableFacts } from './table-facts.ts'

/** The definition in force compared with the one that filled its table. */
export interface EventState {
  /**
   * The number of the definition in force, if it was the last one registered for the table; null if it must be
   * registered.
   */
  readonly eventId: number | null
  /** A hash of both, so that consent is for what was shown. */
  readonly seen: string
  /** The changes since, except masks of an empty column, which cannot do harm. */
  readonly changes: readonly EventChange[]
}

interface Registered {
  readonly eventId: number | null
  /** Whether it filled this very table, and not a dropped one of the same name. */
  readonly isSameTable: boolean
  readonly definition: EventDefinition
}

/** For a table that no definition has loaded into. */
export const firstEvent: EventState = { eventId: null, seen: '', changes: [] }

/**
 * Compares a definition with those that its table was filled by, and changes nothing. Throws `FailureError` with
 * `event-unreadable`, or `PortError`.
 *
 * @param isCurrent whether the schema `sluice` has the table of definitions; an earlier version kept none
 */
export const readEventState = async (
  query: Query,
  table: TableFacts,
  isCurrent: boolean,
): Promise<EventState> => {
  const { event } = table
  const filled = filledTable(table)
  const registered = isCurrent ? await readRegistered(query, filled) : []
  const former = registered.length > 0 ? registered : await formerLogins(query, event)
  const [last, ...before] = former
  if (last === undefined) return firstEvent
  const hash = definitionHash(event)
  const seen = `${last.eventId ?? logins.name} ${hash}`
  if (definitionHash(last.definition) === hash) return { eventId: last.eventId, seen, changes: [] }
  // Made again after it was dropped: nothing is left that a change could be wrong about.
  if (former.every(({ isSameTable }) => !isSameTable) && !(await holdsValues(query, filled, null)))
    return { eventId: null, seen, changes: [] }
  // It is the same table, whatever its present name.
  const { schema, name } = event.table
  const renamed = { ...last.definition, table: { ...last.definition.table, schema, name } }
  const changes = eventChanges(renamed, event, fieldsBefore(last, before))
  const matters = await Promise.all(
    changes.map(async ({ column }) => column === null || (await holdsValues(query, filled, column))),
  )
  return { eventId: null, seen, changes: changes.filter((_, index) => matters[index] === true) }
}

interface FilledTable {
  readonly name: string
  readonly oid: number
  readonly columns: TableFacts['columns']
}

/** What is inserted into a view or a partition is in the table beneath or above it, whatever name a definition uses. */
export const filledTable = ({ name, oid, columns, base, root }: TableFacts): FilledTable =>
  base === null ? { name: root?.name ?? name, oid: root?.oid ?? oid, columns } : filledTable(base.table)

/** The newest first. */
const readRegistered = async (query: Query, { name, oid }: FilledTable): Promise<readonly Registered[]> => {
  const rows = await query<{ event_id: number; same: boolean; definition: unknown }>({
    text: `select event_id, table_oid = $2 as same, definition from sluice.events where table_name = $1 or table_oid = $2 order by event_id desc`,
    values: [name, oid],
  })
  return rows.map(({ event_id: eventId, same: isSameTable, definition }) => {
    // The rules may have become stricter since; a definition that was once in force stays readable.
    const file = eventFile.safeParse(definition)
    if (!file.success)
      throw new FailureError(failure('event-unreadable', { id: String(eventId), table: name }))
    return { eventId, isSameTable, definition: definitionOf(file.data) }
  })
}

/**
 * A version that kept no definitions loaded logins into the table of logins, and recorded that in the history once
 * there were others. `to_jsonb`, as the schema may be any earlier version's.
 */
const formerLogins = async (query: Query, event: EventDefinition): Promise<readonly Registered[]> => {
  if (event.table.name !== logins.table.name) return []
  const [runs] = await query<{ loaded: boolean }>({
    text: `select exists (
             select from sluice.runs r cross join lateral (select to_jsonb(r) as run) as j
             where run ->> 'event_id' is null and coalesce(run #>> '{settings,event}', $1) = $1
           ) as loaded`,
    values: [`${logins.name} ${definitionHash(logins)}`],
  })
  return runs?.loaded === true ? [{ eventId: null, isSameTable: true, definition: logins }] : []
}

/** The last field of each column that the last definition no longer fills. */
const fieldsBefore = (last: Registered, before: readonly Registered[]): readonly Field[] => {
  const known = new Set(last.definition.fields.map(({ column }) => column))
  return before.flatMap(({ definition }) =>
    definition.fields.filter(({ column }) => {
      const isNew = !known.has(column)
      known.add(column)
      return isNew
    }),
  )
}

/**
 * Whether a column holds anything but null; without a column, whether there is a row. A role that may not look assumes
 * so.
 */
const holdsValues = async (query: Query, table: FilledTable, column: string | null): Promise<boolean> => {
  if (column !== null && !table.columns.some(({ name }) => name === column)) return false
  const [may] = await query<{ look: boolean }>({
    text: `select has_schema_privilege(relnamespace, 'usage') and case when $2::text is null then has_any_column_privilege(oid, 'select')
                      else has_column_privilege(oid, $2::text, 'select') end
             and not row_security_active(oid) as look
           from pg_catalog.pg_class where oid = $1`,
    values: [table.oid, column],
  })
  if (may?.look !== true) return true
  const [values] = await query<{ found: boolean }>({
    text: `select exists (select from ${table.name}${column === null ? '' : ` where ${quoteName(column)} is not null`}) as found`,
  })
  return values?.found === true
}
