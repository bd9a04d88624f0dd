import type { EventDefinition } from './event-definition.ts'
import { fieldMistakes } from './event-field-mistakes.ts'
import { quoted, repeatedIn, type Mistake, type MistakePath } from './event-mistake.ts'
import { pointerMistakes } from './event-pointer-mistakes.ts'
import { tableMistakes } from './event-table-mistakes.ts'
import { visible } from './visible.ts'

/**
 * Everything that is wrong with a definition beyond its shape, all at once; nothing is received with one that has a
 * mistake. What depends on the existing table is not checked here.
 */
export const definitionMistakes = (definition: EventDefinition): readonly Mistake[] => [
  ...textMistakes(definition, []),
  ...labelMistakes(definition),
  ...fieldNameMistakes(definition),
  ...definition.fields.flatMap((field, index) => fieldMistakes(field, ['fields', index])),
  ...pointerMistakes(definition),
  ...matchMistakes(definition),
  ...tableMistakes(definition),
]

/** A text with an unpaired surrogate matches nothing, and cannot be written to a file. */
const textMistakes = (value: unknown, path: MistakePath): readonly Mistake[] => {
  if (typeof value === 'string')
    return value.isWellFormed() ? [] : [{ path, sentence: `${quoted(value)} holds an unpaired surrogate` }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textMistakes(item, [...path, index]))
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => textMistakes(inner, [...path, name]))
    : []
}

const labelMistakes = ({ label }: EventDefinition): readonly Mistake[] =>
  visible(label) === label && label.trim() === label
    ? []
    : [
        {
          path: ['label'],
          sentence: `${quoted(label)} holds a character that cannot be seen, or has a space at an end`,
        },
      ]

const fieldNameMistakes = ({ fields }: EventDefinition): readonly Mistake[] =>
  repeatedIn(fields.map(({ name }) => name)).map((index) => ({
    path: ['fields', index, 'name'],
    sentence: `there is a field ${quoted(fields[index]?.name ?? '')} before`,
  }))

const matchMistakes = ({ match }: EventDefinition): readonly Mistake[] =>
  repeatedIn(match?.enum ?? []).map((index) => ({
    path: ['match', 'enum', index],
    sentence: `${quoted(match?.enum[index] ?? '')} is listed twice`,
  }))
