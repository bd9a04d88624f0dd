import type { EventDefinition } from '../contract/event-definition.ts'
import { readPointer } from '../contract/field-pointer.ts'
import type { FieldType } from '../contract/field-type.ts'
import { fieldTypes, type FieldTypeName } from '../contract/field-types.ts'
import { explain, type Explaining, type Reading, type Surroundings } from './explain-event.ts'
import type { Mask } from './mask.ts'
import { compilePlain } from './plain-body.ts'
import type { ColumnLimits } from './column-limit.ts'
import type { Cell } from './ports.ts'
import type { ReadingNotes } from './reading-notes.ts'
import { shapeOf, takersIn } from './shape.ts'
import { createTaker } from './take-field.ts'

/** A body that came alone. */
const nothingAround: Surroundings = { attribute: () => undefined, envelope: null }

/** How messages are read beyond what their definition says. */
export interface ReadingOptions {
  /** The limits of columns that hold less than their fields can. */
  readonly limits?: ColumnLimits | undefined
  /** Hears what is worth noting; null if nobody does. */
  readonly notes?: ReadingNotes | null | undefined
}

export interface EventReader {
  /**
   * The values of a body that is plainly well formed and needs no attributes or envelope; null if the fast path
   * cannot tell.
   */
  readonly plain: (body: string) => readonly Cell[] | null
  readonly read: (body: string, around?: Surroundings) => Reading
}

/**
 * Compiles a definition into a reader of its messages; everything that does not depend on a message is done here.
 * Reading never throws, whatever the text. Most messages are plainly well formed and take the fast path; all others
 * are read with places.
 */
export const compileEvent = (
  definition: EventDefinition,
  mask: Mask,
  options: ReadingOptions = {},
): EventReader => {
  const { match } = definition
  const { limits } = options
  const notes = hasWhatIsNoted(definition) ? (options.notes ?? null) : null
  const takers = definition.fields.map((field, index) =>
    createTaker(field, index, mask, {
      limit: limits?.get(field.name) ?? null,
      onCut: notes?.cutOf(field.name) ?? null,
    }),
  )
  const ignoresUnknown = definition.unknownFields === 'ignore'
  const body = shapeOf(definition, takers, 'body')
  const outside = shapeOf(definition, takers, 'envelope')
  const inEnvelope = takersIn(outside)
  const inAttributes = takers.filter(({ field }) => readPointer(field.pointer)?.from === 'attribute')
  const readsBodyOnly = inEnvelope.length === 0 && inAttributes.length === 0 && match === null
  const readPlain = compilePlain(body, { isIgnored: ignoresUnknown, notes })
  const empty: readonly Cell[] = takers.map(() => null)

  const by: Explaining = { match, takers, body, outside, inAttributes, ignoresUnknown, notes }

  const plain = (text: string): readonly Cell[] | null => {
    if (!readsBodyOnly) return null
    const cells = empty.slice()
    const isRead = readPlain(text, cells)
    if (isRead) notes?.keep()
    else notes?.forget()
    return isRead ? cells : null
  }
  return {
    plain,
    read: (text, around = nothingAround) => {
      const values = plain(text)
      if (values !== null) return { ok: true, values }
      const reading = explain(text, around, by)
      if (reading.ok) notes?.keep()
      else notes?.forget()
      return reading
    },
  }
}

/** Most definitions ignore no name and cut no value, so nobody listens. */
const hasWhatIsNoted = ({ unknownFields, fields }: EventDefinition): boolean => {
  const types: Readonly<Record<FieldTypeName, FieldType>> = fieldTypes
  return unknownFields === 'ignore' || fields.some(({ type }) => types[type].isCut !== undefined)
}
