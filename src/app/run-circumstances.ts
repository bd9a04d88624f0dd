import { hostname } from 'node:os'
import { version } from '../../package.json'
import type { EventDefinition } from '../contract/event-definition.ts'
import type { Source } from '../contract/events.ts'
import type { ParsedInput } from '../contract/monitor.ts'
import type { RunCircumstances } from '../contract/run-circumstances.ts'
import { definitionHash } from '../pipeline/definition-hash.ts'
import { keyCheckValue } from '../pipeline/mask.ts'
import type { ReadingRules, RunRules } from './run-rules.ts'

/** A queue's endpoint as the history knows it. What is built in gets another port at each start, which would look like another queue. */
export const lastingEndpoint = ({ queue }: Source): string => (queue.embedded ? 'built in' : queue.endpoint)

/** What the history notes of a run: where it ran and how it was set, without any secret. */
export const circumstancesOf = (
  source: Source,
  { until, maxMessages, maxSeconds }: ParsedInput<'startRun'>,
  { allowUnknownFields, maxRejectedShare, limits }: RunRules,
): RunCircumstances => ({
  queueEndpoint: lastingEndpoint(source),
  database: nameOfDatabase(source.database),
  maskKey: source.maskKey.checkValue,
  host: hostname(),
  version,
  settings: {
    ...{ until, maxMessages, maxSeconds, event: nameOfEvent(source.event) },
    ...{ allowUnknownFields, maxRejectedShare, ...limits },
  },
})

/** The same of a run over rejected messages, which reads no queue. */
export const retryCircumstancesOf = ({
  queueEndpoint,
  database,
  maskKey,
  event,
  rules,
  more,
}: {
  readonly queueEndpoint: string
  readonly database: string
  readonly maskKey: Uint8Array
  readonly event: EventDefinition
  readonly rules: ReadingRules
  /** What is noted beside. */
  readonly more: RunCircumstances['settings']
}): RunCircumstances => ({
  queueEndpoint,
  database,
  maskKey: keyCheckValue(maskKey),
  host: hostname(),
  version,
  settings: { event: nameOfEvent(event), allowUnknownFields: rules.allowUnknownFields, ...more },
})

/** What the history calls a definition: its name, and the hash of what decides a row. */
export const nameOfEvent = (event: EventDefinition): string => `${event.name} ${definitionHash(event)}`

/** What the history calls a database: what is built in gets another port at each start. */
export const nameOfDatabase = ({ address, name, embedded }: Source['database']): string =>
  embedded ? 'built in' : `${address}/${name}`
