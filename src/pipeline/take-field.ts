import type { Field } from '../contract/event-definition.ts'
import type { FieldFault, FieldType, JsonKind } from '../contract/field-type.ts'
import { compileMisfit, nullMisfit, type ColumnLimit } from './column-limit.ts'
import { fieldTypes } from '../contract/field-types.ts'
import type { ReasonCode } from '../contract/reason.ts'
import type { Mask, Masked } from './mask.ts'
import type { Cell } from './ports.ts'

/** Checks the values of one field and turns them into what is stored. */
export interface FieldTaker {
  readonly field: Field
  /** Its place among the values of a row. */
  readonly index: number
  /** Whether it can be null. Its field may allow it while its column does not. */
  readonly takesNull: boolean
  /** Why it may not be missing; null if it may. */
  readonly missing: FieldFault<ReasonCode> | null
  /** What a value must be in JSON, in words: `a string or null`. */
  readonly expected: string
  /** Whether it reads a value's JSON text, quotes included, and not its content, as a type that takes objects does. */
  readonly readsSource: boolean
  /**
   * The cell of a value that is right, else `undefined`. A field's check, its canonical form and its mask are one
   * call. The caller checks the text for NUL and unpaired surrogates.
   */
  readonly take: (text: string, kind: JsonKind) => string | undefined
  /** Everything that is wrong with a value; null if it is null. */
  readonly faultsOf: (text: string | null, kind: JsonKind | null) => readonly FieldFault<ReasonCode>[]
}

/** JSON's word for it, with an article. */
const kindWords: Readonly<Record<JsonKind, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
}

const none: readonly FieldFault<ReasonCode>[] = []

/**
 * @param limit what its column holds, if that is not everything
 * @param onCut hears that a value was cut
 */
export const createTaker = (
  field: Field,
  index: number,
  mask: Mask,
  { limit = null, onCut = null }: TakerOptions = {},
): FieldTaker => {
  const form = noting(limited(formOf(field, mask), limit), field, onCut)
  // The faults of a value do not depend on its mask, which costs more than everything else.
  const check = limited(
    formOf(field, () => anyMask),
    limit,
  )
  const nullFault = limit === null ? null : nullMisfit(limit)
  const takesNull = field.nullable && nullFault === null
  const listed = field.enum === null ? null : new Set(field.enum)
  const accepted = new Set<JsonKind | null>(field.accept)
  const takesString = accepted.has('string')
  const expected = [...field.accept.map((kind) => kindWords[kind]), ...(field.nullable ? ['null'] : [])].join(
    ' or ',
  )
  const { maxLength } = field

  const take = (text: string, kind: JsonKind): string | undefined => {
    if (!(kind === 'string' ? takesString : accepted.has(kind))) return undefined
    if (text === '' && !field.allowEmpty) return undefined
    if (maxLength !== null && isLonger(text, maxLength)) return undefined
    if (listed !== null && !listed.has(text) && text !== '') return undefined
    const cell = form(text)
    return typeof cell === 'string' ? cell : undefined
  }

  const faultsOf = (text: string | null, kind: JsonKind | null): readonly FieldFault<ReasonCode>[] => {
    if (text === null && field.nullable) return nullFault === null ? none : [nullFault]
    if (text === null || !accepted.has(kind)) return [{ code: 'wrong-type', detail: expected }]
    if (text === '' && !field.allowEmpty) return [{ code: 'empty-value', detail: null }]
    const faults: FieldFault<ReasonCode>[] = []
    if (text.includes('\0')) faults.push({ code: 'nul-character', detail: null })
    if (!text.isWellFormed()) faults.push({ code: 'lone-surrogate', detail: null })
    if (maxLength !== null && isLonger(text, maxLength))
      faults.push({ code: 'too-long', detail: String(maxLength) })
    if (listed !== null && !listed.has(text) && text !== '') faults.push({ code: 'not-listed', detail: null })
    const checked = check(text)
    if (typeof checked !== 'string') faults.push(checked)
    return faults.length === 0 ? none : faults
  }
  const readsSource = (fieldTypes[field.type].possible as readonly JsonKind[]).includes('object')
  const missing = field.required ? missingFault : nullFault
  return { field, index, takesNull, missing, expected, readsSource, take, faultsOf }
}

export interface TakerOptions {
  readonly limit?: ColumnLimit | null
  readonly onCut?: (() => void) | null
}

/** As long as every mask is. */
const anyMask = '0'.repeat(64) as Masked

const missingFault: FieldFault<ReasonCode> = { code: 'missing-field', detail: null }

/** The value as it is stored, or what is wrong with it. */
type Form = (text: string) => string | FieldFault<ReasonCode>

const limited = (form: Form, limit: ColumnLimit | null): Form => {
  if (limit === null || limit.holds === null) return form
  const misfit = compileMisfit(limit)
  return (text) => {
    const cell = form(text)
    return typeof cell === 'string' ? (misfit(cell) ?? cell) : cell
  }
}

const noting = (form: Form, field: Field, onCut: (() => void) | null): Form => {
  const { isCut }: FieldType = fieldTypes[field.type]
  if (isCut === undefined || onCut === null) return form
  return (text) => {
    const cell = form(text)
    if (typeof cell === 'string' && isCut(text, field)) onCut()
    return cell
  }
}

/** A value as it is stored: as its type reads it, or the mask of its canonical form. */
const formOf = (field: Field, mask: Mask): Form => {
  const { name, read, canonical }: FieldType<string, ReasonCode> = fieldTypes[field.type]
  const under = field.mask
  if (under === null) return (text) => read(text, field)
  // A definition's rules forbid it; stored as it came it would be in the clear.
  if (canonical === null) throw new Error(`A field of type ${name} cannot be masked`)
  return (text) => {
    const form = canonical(text, field)
    return typeof form === 'string' ? mask(under, form) : form
  }
}

/** A value that has no fault. */
export interface Sound {
  readonly taker: FieldTaker
  readonly text: string | null
  readonly kind: JsonKind | null
}

/** The cell of a value that has no fault. */
export const cellOf = ({ taker, text, kind }: Sound): Cell => {
  if (text === null || kind === null) return null
  const cell = taker.take(text, kind)
  if (cell === undefined) throw new Error('A value without a fault was not taken')
  return cell
}

/** Counts characters as PostgreSQL's varchar(n) does: by code point, of which each is one or two units. */
const isLonger = (value: string, width: number): boolean =>
  value.length > width && (value.length > 2 * width || [...value].length > width)
