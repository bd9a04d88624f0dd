import { worstChange, type EventChange } from '../../contract/event-change.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { failure, type Failure } from '../../contract/failure.ts'
import type { EventState } from './events.ts'

/** A person's consent to a changed definition. */
export interface AcceptedChanges {
  /** Whether the person agreed to all changes that only need consent. */
  readonly asked: boolean
  /** Fields whose names were typed, as their masks will no longer match. */
  readonly fields: readonly string[]
  /** The changes that they saw; null for whatever there is. */
  readonly seen: string | null
}

export const nothingAccepted: AcceptedChanges = { asked: false, fields: [], seen: null }

/** Objections to loading by a definition that differs from the one that filled the table, as far as nobody agreed. */
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
