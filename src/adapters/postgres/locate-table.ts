import type { EventTable } from '../../contract/event-definition.ts'
import { quoteName } from '../../contract/quote-name.ts'
import type { Query } from './database.ts'
import { roleSetting } from './role-setting.ts'
import { readSearchPath } from './search-path.ts'

/** The place of an event's table, or where it would be made. */
export interface TablePlace {
  /** Null if the event's schema does not exist, or none on the search path. */
  readonly schema: SchemaFacts | null
  /** The relation's number in the catalogue; null if it does not exist. */
  readonly oid: number | null
  /** Its name with its schema, quoted; null if there is no schema for it. */
  readonly name: string | null
}

export interface SchemaFacts {
  readonly name: string
  /** What our role may do in it. */
  readonly mayUse: boolean
  readonly mayCreate: boolean
}

interface Session {
  readonly role: string
  readonly path: string
}

const ownPath = `select current_user::text as role, reset_val as path from pg_catalog.pg_settings where name = 'search_path'`

const pathOfRole = `select $1::text as role, ${roleSetting('search_path', '$1')} as path`

/**
 * Looks in the event's schema, or through the role's own search path. It reads the path that the role, the database
 * or the connection sets, not a transaction's, and asks the catalogue by name: it also finds a schema that the role
 * may not use, so that it can be named. Throws `PortError`.
 *
 * @param role whose search path to follow; by default our own
 */
export const locateTable = async (
  query: Query,
  { schema: named, name: table }: EventTable,
  role?: string,
): Promise<TablePlace> => {
  const names = named === null ? await searchPath(query, role) : [named]
  const found = await query<SchemaFacts & { oid: number | null }>({
    text: `select n.nspname::text as name, c.oid, has_schema_privilege(n.oid, 'usage') as "mayUse",
             has_schema_privilege(n.oid, 'create') as "mayCreate"
           from unnest($1::text[]) with ordinality as path(name, place)
           join pg_catalog.pg_namespace n on n.nspname = path.name
           left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = $2
           order by path.place`,
    values: [names, table],
  })
  const at = found.find(({ oid }) => oid !== null) ?? found[0]
  if (at === undefined) return { schema: null, oid: null, name: null }
  const { oid, ...schema } = at
  return { schema, oid, name: `${quoteName(schema.name)}.${quoteName(table)}` }
}

const searchPath = async (query: Query, role: string | undefined): Promise<readonly string[]> => {
  const [session] = await (role === undefined
    ? query<Session>({ text: ownPath })
    : query<Session>({ text: pathOfRole, values: [role] }))
  return readSearchPath(session?.path ?? '', session?.role ?? '')
}
