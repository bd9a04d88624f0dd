import { useMemo } from 'react'
import type { Field } from '../../../../contract/event-definition.ts'
import type { MessageEdit, OpenVersion } from '../../../../contract/mending.ts'
import { changesOf, type TypedValues } from './typed.ts'
import type { NamedEdit } from './use-mending.ts'
import type { WholeText } from './use-whole.ts'

/** What was typed, as an edit; null for nothing. The same object while its content stays the same. */
export const useNamedEdit = (
  { version, places }: OpenVersion,
  whole: WholeText | null,
  values: TypedValues,
  fields: readonly Field[],
): NamedEdit | null =>
  useMemo(() => {
    if (whole !== null) {
      const edit: MessageEdit = { by: 'text', text: whole.typed }
      return whole.typed === whole.text
        ? null
        : { version: whole.version, name: `text ${whole.strokes}`, edit }
    }
    const changes = changesOf(values, places ?? [], fields)
    return changes.length === 0
      ? null
      : { version, name: JSON.stringify(changes), edit: { by: 'fields', changes } }
  }, [version, places, whole, values, fields])
