import { expect } from 'vitest'
import { definitionOf, eventFile, type EventFile } from '../../src/contract/event-file.ts'
import { pathText } from '../../src/contract/event-mistake.ts'
import { definitionMistakes } from '../../src/contract/event-mistakes.ts'

export type FieldFile = EventFile['fields'][number]

/** The mistakes of a definition with these fields and other properties, one a line. */
export const mistakesOf = (
  fields: readonly FieldFile[],
  more: Partial<EventFile> = {},
): readonly string[] => {
  // The input has the shape of a definition; only its meaning is wrong.
  const file = eventFile.parse({ name: 'tries', table: { name: 'tries' }, fields, ...more })
  return definitionMistakes(definitionOf(file)).map(({ path, sentence }) => `${pathText(path)}: ${sentence}`)
}

export const idField: FieldFile = { name: 'id', type: 'text' }

export const emailField: FieldFile = { name: 'email', pointer: '/user/email', type: 'email', mask: 'email' }

/** Fields, other properties, and the one mistake in them. */
export type MistakenEvent = readonly [fields: readonly FieldFile[], more: Partial<EventFile>, mistake: string]

export const expectMistakes = (cases: readonly MistakenEvent[]): void => {
  for (const [fields, more, mistake] of cases) expect(mistakesOf(fields, more)).toEqual([mistake])
}
