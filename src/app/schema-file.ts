import { basename } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'
import { readEvent } from '../contract/read-event.ts'
import { pathText } from '../contract/event-mistake.ts'
import type { EventDefinition } from '../contract/event-definition.ts'
import { guessSchema, type SchemaProposal } from '../pipeline/infer/schema/guess-schema.ts'
import { readOwnSchema } from '../pipeline/infer/schema/read-own-schema.ts'
import type { NotTaken } from '../pipeline/infer/schema/schema-node.ts'
import { schemaOf } from '../pipeline/infer/schema/write-schema.ts'
import { readEventFile } from './event-file.ts'
import { readJsonFile } from './json-file.ts'

/** Of 5,000 properties with a page of words each. */
const kind = { holds: 'schema', largest: 4 * 1_024 * 1_024 }

/** What a schema in a file says: a definition that was given out as one, or a proposal. */
export type SchemaReading =
  | { readonly kind: 'own'; readonly definition: EventDefinition; readonly notTaken: readonly NotTaken[] }
  | { readonly kind: 'proposal'; readonly proposal: SchemaProposal; readonly notTaken: readonly NotTaken[] }

/**
 * Reads a JSON Schema in a file that a person named. Throws `FailureError` with `event-schema-unusable`.
 *
 * @param name what the event is called
 */
export const readSchemaFile = (path: string, name: string): SchemaReading => {
  const unusable = (problems: string): never => {
    throw new FailureError(failure('event-schema-unusable', { path, problems }))
  }
  const reading = readJsonFile<unknown>(path, kind, (value) => ({ ok: true, value }))
  if (!reading.ok) return unusable(reading.mistakes.join('; '))
  const own = readOwnSchema(reading.value)
  if (own === null) {
    const proposal = guessSchema(reading.value)
    return typeof proposal === 'string'
      ? unusable(proposal)
      : { kind: 'proposal', proposal, notTaken: proposal.notTaken }
  }
  const event = readEvent({ ...(own.file as object), name })
  if (!event.ok)
    return unusable(
      event.mistakes.map(({ path: at, sentence }) => `x-sluice ${pathText(at)}: ${sentence}`).join('; '),
    )
  return { kind: 'own', definition: event.definition, notTaken: own.notTaken }
}

/** The definition in a file as JSON Schema. Throws `FailureError` with `event-file-missing` or `event-file-unusable`. */
export const schemaOfFile = (path: string): object => {
  const reading = readEventFile(path)
  if (reading.ok) return schemaOf(reading.definition)
  const code = reading.isMissing ? 'event-file-missing' : 'event-file-unusable'
  throw new FailureError(failure(code, { path: basename(path), problems: reading.mistakes.join('; ') }))
}
