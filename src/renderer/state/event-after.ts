import type { EventDefinition } from '../../contract/event-definition.ts'
import type { Connection } from '../../contract/snapshot.ts'

/** The event after the connection has changed. */
export const eventAfter = (known: EventDefinition | null, connection: Connection): EventDefinition | null => {
  if (connection.state !== 'connected') return known
  const { event } = connection.source
  return known !== null && JSON.stringify(known) === JSON.stringify(event) ? known : event
}
