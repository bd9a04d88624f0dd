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
]

/** The conditions of what an action is meant for. */
export const selectionConditions = (
  which: RejectedSelection,
  parameter: Parameter,
): readonly [string, ...string[]] => {
  switch (which.by) {
    case 'ids':
      return [`rejected_id = any(${parameter(which.ids)}::bigint[])`]
    case 'reasons':
      return [`codes && ${parameter(which.codes)}::text[]`]
    case 'change':
      return [`change_id = ${parameter(which.changeId)}`]
    case 'filter':
      return ['true', ...filterConditions(which.filter, parameter)]
  }
}

/** Signs that mean something to `like`, as themselves. */
const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
