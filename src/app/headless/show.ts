import type { Database } from '../../adapters/postgres/database.ts'
import { demandRejected } from '../../adapters/postgres/rejected.ts'
import { traceMessage } from '../../adapters/postgres/trace.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import type { RejectedMessage } from '../../contract/rejected.ts'
import type { MessageTrace } from '../../contract/trace.ts'
import { createSeal } from '../../pipeline/seal.ts'
import type { Settings } from '../config.ts'
import { withReading } from './with-database.ts'
import { loadKeyRing } from '../key-ring.ts'
import { coversOf, showRejected, type Showing } from '../show-rejected.ts'

/**
 * One rejected message with its body, and the current event. Nothing is written but the line of the audit, if it is
 * uncovered. Throws `FailureError` with `not-found` among others, or `PortError`.
 *
 * @param name its message id, or its number
 */
export const readOneRejected = (
  settings: Settings,
  name: string,
  uncover: ParsedInput<'getRejected'>['uncover'],
  queueThread: URL,
): Promise<{ readonly message: RejectedMessage; readonly event: EventDefinition }> =>
  withReading(
    settings,
    queueThread,
    async (database, event) => {
      const id = await demandRejected(database, name)
      const message = await showRejected(showingBy(settings, database, event), { id, uncover })
      return { message, event }
    },
    { mode: uncover === null ? 'reading' : 'writing' },
  )

/** Shows messages with the keys of the settings. Throws `FailureError` if there is no key. */
export const showingBy = (settings: Settings, database: Database, event: EventDefinition): Showing => ({
  ...{ database, event, ...coversOf(event) },
  seal: createSeal(loadKeyRing(settings).seal.bytes),
})

/** What became of a message, by its SQS id or its origin id. Throws `FailureError` or `PortError`. */
export const traceOne = (settings: Settings, name: string, queueThread: URL): Promise<MessageTrace> =>
  withReading(settings, queueThread, (database) => traceMessage(database, name))
