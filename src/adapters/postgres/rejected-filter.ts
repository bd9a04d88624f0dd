import type { RejectedFilter, RejectedSelection } from '../../contract/rejected.ts'
import type { Parameter } from './conditions.ts'

/** The conditions of a filter. Only text from this file reaches the SQL; values are always parameters. */
export const filterConditions = (filter: RejectedFilter, parameter: Parameter): readonly string[] => [
  ...(filter.state !== 'all' ? [`state = ${parameter(filter.state)}`] : []),
  ...(filter.cause === null ? [] : [`cause = ${parameter(filter.cause)}`]),
  ...(filter.code === null ? [] : [`codes @> array[${parameter(filter.code)}::text]`]),
  ...(filter.runId === null ? [] : [`run_id = ${parameter(filter.runId)}`]),
  ...(filter.since === null ? [] : [`rejected_at >= ${parameter(filter.since)}`]),
  ...(filter.until === null ? [] : [`rejected_at < ${parameter(filter.until)}`]),
  ...(filter.messageId === null
    ? []
    : [`message_id collate "C" like ${parameter(`${escapeLike(filter.messageId)}%`)}`]),
  // The index covers only messages with tags.
  ...(filter.tag === null ? [] : [`tags <> '{}' and tags @> array[${parameter(filter.tag)}::text]`]),
  ...(filter.path === null ? [] : [faultAt(filter.path, parameter)]),
  ...(filter.definition === null ? [] : [rejectedBy(parameter(filter.definition))]),
  ...(filter.investigated === null ? [] : [`investigated_since is not null and state = 'kept'`]),
  ...(filter.among === null ? [] : [`rejected_id = any(${parameter(filter.among)}::bigint[])`]),
]

/** The conditions for the messages that an action is meant for. */
export const selectionConditions = (
  which: RejectedSelection,
  parameter: Parameter,
  changes: 'change_id' | 'mark_id' = 'change_id',
): readonly [string, ...string[]] => {
  switch (which.by) {
    case 'ids':
      return [`rejected_id = any(${parameter(which.ids)}::bigint[])`]
    case 'reasons':
      return [`codes && ${parameter(which.codes)}::text[]`]
    case 'change':
      return [`${changes} = ${parameter(which.changeId)}`]
    case 'filter':
      return [
        'true',
        ...filterConditions(which.filter, parameter),
        ...(which.upTo == null ? [] : [`rejected_id <= ${parameter(which.upTo)}::bigint`]),
      ]
  }
}

/** A fault at this place or inside it. */
const faultAt = (path: string, parameter: Parameter): string => {
  const [exactly, inside] = [parameter(path), parameter(`${escapeLike(path)}/%`)]
  return `exists (
    select from jsonb_array_elements(reasons) as fault
    where fault ->> 'pointer' = ${exactly}::text or fault ->> 'pointer' like ${inside}::text)`
}

/** Rejected by a run with this definition: `name hash`, or one of the two. */
const rejectedBy = (definition: string): string =>
  `run_id in (
    select ran.run_id from sluice.runs ran
    where ran.settings ->> 'event' = ${definition}::text
      or split_part(ran.settings ->> 'event', ' ', 1) = ${definition}::text
      or split_part(ran.settings ->> 'event', ' ', 2) = ${definition}::text)`

/** Escapes the wildcards of `like`. */
const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
