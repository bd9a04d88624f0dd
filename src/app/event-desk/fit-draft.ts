import { openDatabase } from '../../adapters/postgres/database.ts'
import { eventObjections, nothingAccepted } from '../../adapters/postgres/event-objections.ts'
import { lookAtDatabase, type DatabaseFacts } from '../../adapters/postgres/look.ts'
import { createStatement, type Allowed } from '../../adapters/postgres/table-changes.ts'
import { objectionsTo } from '../../adapters/postgres/table-objections.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { DraftChanges, Fit } from '../../contract/event-editing.ts'
import { quoteName } from '../../contract/quote-name.ts'
import { notFine } from '../check-up-item.ts'
import { tableItems } from '../check-table.ts'
import type { DatabaseTarget } from '../targets.ts'

/**
 * How a definition fits the table that it names, and the definition that the table was filled by. Read-only.
 * Throws `FailureError` or `PortError`.
 */
export const fitDefinition = async (
  target: DatabaseTarget,
  event: EventDefinition,
  allowed: Allowed,
): Promise<Fit & DraftChanges> => {
  const database = openDatabase(target.address, 1)
  try {
    const facts = await lookAtDatabase(database, event, new Date())
    const own = new Set(eventObjections(event, facts.change, nothingAccepted).map(({ code }) => code))
    const objections = objectionsTo(facts, database.names, allowed).filter(({ code }) => !own.has(code))
    return {
      items: [
        ...objections.map((objection) => notFine('table', objection)),
        ...(objections.length > 0 ? [] : tableItems(facts, allowed)),
      ],
      statement: statementOf(facts),
      changes: facts.change.changes,
      seen: facts.change.seen,
    }
  } finally {
    await database.close()
  }
}

/** The table that a run would create if there is none. */
const statementOf = ({ event, place }: DatabaseFacts): string =>
  createStatement(event, place.name ?? namedTable(event))

/** The table as its definition names it. */
const namedTable = ({ table: { schema, name } }: EventDefinition): string =>
  [...(schema === null ? [] : [schema]), name].map(quoteName).join('.')
