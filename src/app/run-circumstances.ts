import { hostname } from 'node:os'
import { version } from '../../package.json'
import type { Source } from '../contract/events.ts'
import type { ParsedInput } from '../contract/monitor.ts'
import type { RunCircumstances } from '../contract/run-circumstances.ts'
import type { RunLimits } from '../pipeline/run.ts'

/** What the history notes of a run: where it ran and how it was set, without any secret. */
export const circumstancesOf = (
  source: Source,
  input: ParsedInput<'startRun'>,
  { allowUnknownFields, limits }: { readonly allowUnknownFields: boolean; readonly limits: RunLimits },
): RunCircumstances => ({
  // What is built in gets other ports at each start, which would look like another queue.
  queueEndpoint: source.queue.embedded ? 'built in' : source.queue.endpoint,
  database: source.database.embedded ? 'built in' : `${source.database.address}/${source.database.name}`,
  maskKey: source.maskKey.checkValue,
  host: hostname(),
  version,
  settings: { ...input, allowUnknownFields, ...limits },
})
