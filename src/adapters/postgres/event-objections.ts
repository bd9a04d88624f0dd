import { worstChange, type EventChange } from '../../contract/event-change.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { failure, type Failure } from '../../contract/failure.ts'
import type { EventState } from './events.ts'

/** What a person has agreed to about a definition that has changed. */
export interface AcceptedChanges {
  /** Whether all that only must be asked for is agreed to. */
  readonly asked: boolean
  /** Fields whose names were typed, as their masks will no longer match. */
  readonly fields: readonly string[]
  /** What it was that they saw; null for whatever there is. */
  readonly seen: string | null
}

export const nothingAccepted: AcceptedChanges = { asked: false, fields: [], seen: null }

/** What stands against loading by a definition that is not the one by which the table was filled, as far as nobody agreed to it. */
export const eventObjections = (
  { name, table }: EventDefinition,
  { changes, seen }: EventState,
  accepted: AcceptedChanges,
): readonly Failure[] => {
  const kind = worstChange(changes.filter((change) => !isAccepted(change, seen, accepted)))
  if (kind === null || kind === 'free') return []
  const told = changes.filter((change) => change.kind !== 'free')
  const fields = [...new Set(told.flatMap(({ field }) => field ?? []))]
  const details = {
    event: name,
    table: table.name,
    problems: told.map(({ subject, sentence }) => `${subject}: ${sentence}`).join(';\n'),
    seen,
  }
  return [
    fields.length === 0
      ? failure('event-changed', details)
      : failure('event-change-refused', {
          ...details,
          fields: fields.join(' '),
          ...(told.some((change) => change.kind === 'asked') ? { asked: 'yes' } : {}),
        }),
  ]
}

const isAccepted = ({ kind, field }: EventChange, seen: string, accepted: AcceptedChanges): boolean => {
  if (kind === 'free') return true
  if (accepted.seen !== null && accepted.seen !== seen) return false
  return field === null ? accepted.asked : accepted.fields.includes(field)
}
