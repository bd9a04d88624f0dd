import { whoWorks, writeAudit } from '../adapters/postgres/audit.ts'
import type { Database } from '../adapters/postgres/database.ts'
import { getRejected } from '../adapters/postgres/rejected.ts'
import type { EventDefinition } from '../contract/event-definition.ts'
import type { ParsedInput } from '../contract/monitor.ts'
import type { RejectedMessage } from '../contract/rejected.ts'
import { compileCover, type Cover } from '../pipeline/cover.ts'
import { compileUnwrap } from '../pipeline/envelope/unwrap.ts'
import type { Seal } from '../pipeline/seal.ts'
import { nameOfEvent } from './run-circumstances.ts'

/** What shows a rejected message: the covers of the event in force, and the key that bodies are sealed with. */
export interface Showing {
  readonly database: Database
  readonly seal: Seal
  readonly event: EventDefinition
  /** Shows a message of the event without its personal data. */
  readonly cover: Cover
  /** Shows a message of another event: names only. */
  readonly coverOther: Cover
}

/** What a connection has to show messages by. */
export const showingOf = ({
  storage: { database, seal },
  source: { event },
  cover,
  coverOther,
}: Pick<Showing, 'cover' | 'coverOther'> & {
  readonly storage: Pick<Showing, 'database' | 'seal'>
  readonly source: Pick<Showing, 'event'>
}): Showing => ({ database, seal, event, cover, coverOther })

export const coversOf = (event: EventDefinition): Pick<Showing, 'cover' | 'coverOther'> => {
  const unwrap = compileUnwrap(event.envelope)
  return {
    cover: compileCover(event, (body) => unwrap(body).kind === 'unwrapped'),
    coverOther: compileCover({ fields: [] }),
  }
}

/**
 * One rejected message with its body, covered, or in clear for a reason. The reason is in the audit before the body
 * is returned; if it cannot be written, nothing is. Throws `FailureError` with `not-found` or `body-altered`, or
 * `PortError`.
 */
export const showRejected = async (
  { database, seal, event: ours, cover, coverOther }: Showing,
  { id, uncover }: ParsedInput<'getRejected'>,
): Promise<RejectedMessage> => {
  const { originId, sealedBody, event, ...summary } = await getRejected(database, id)
  if (summary.state === 'erased') return { ...summary, body: '', covered: false }
  const { body } = seal.open(originId, sealedBody)
  if (uncover !== null) {
    const entry = { who: whoWorks(), what: 'uncover-rejected', subject: id, why: uncover.why } as const
    await writeAudit(database.query, entry)
    return { ...summary, body, covered: false }
  }
  const { text, covered } = coverFor({ event: ours, cover, coverOther }, event)(body)
  return { ...summary, body: text, covered }
}

/** The cover of a message that this definition rejected, by its name in the history; null if that noted none. */
export const coverFor = (
  { event: ours, cover, coverOther }: Pick<Showing, 'event' | 'cover' | 'coverOther'>,
  event: string | null,
): Cover => (event === null || event === nameOfEvent(ours) ? cover : coverOther)
