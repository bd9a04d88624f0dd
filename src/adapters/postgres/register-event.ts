import type { EventDefinition } from '../../contract/event-definition.ts'
import { fileOf } from '../../contract/event-file.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { definitionHash } from '../../pipeline/definition-hash.ts'
import type { Database, Query } from './database.ts'
import { eventObjections, nothingAccepted, type AcceptedChanges } from './event-objections.ts'
import { filledTable, readEventState } from './events.ts'
import { tableMissing } from './find-load-target.ts'
import { locateTable } from './locate-table.ts'
import { lockOutOtherStarts } from './migrate.ts'
import { readTable } from './read-table.ts'
import type { TableFacts } from './table-facts.ts'

/**
 * Records that this definition fills the event's table from now on, and returns its number in `sluice.events`.
 * Another start may have registered one meanwhile, so the changes are checked once more. Throws `FailureError` with
 * `event-changed` or `event-change-refused`, or `PortError`.
 */
export const registerEvent = (
  database: Database,
  event: EventDefinition,
  accepted: AcceptedChanges = nothingAccepted,
): Promise<number> =>
  database.transaction(async (query) => {
    await lockOutOtherStarts(query)
    const { oid } = await locateTable(query, event.table)
    const table = oid === null ? null : await readTable(query, oid, event)
    if (table === null) throw new FailureError(tableMissing(event, database.names))
    const state = await readEventState(query, table, true)
    if (state.eventId !== null) return state.eventId
    const [objection] = eventObjections(event, state, accepted)
    if (objection !== undefined) throw new FailureError(objection)
    return insert(query, table)
  })

const insert = async (query: Query, table: TableFacts): Promise<number> => {
  const { event } = table
  const { name, oid } = filledTable(table)
  const [added] = await query<{ event_id: number }>({
    text: `insert into sluice.events (name, hash, table_name, table_oid, definition) values ($1, $2, $3, $4, $5)
           returning event_id`,
    values: [event.name, definitionHash(event), name, oid, JSON.stringify(fileOf(event))],
  })
  if (added === undefined) throw new FailureError(failure('internal'))
  return added.event_id
}
