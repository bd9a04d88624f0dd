import { decimalType } from '../contract/field-types/decimal.ts'
import type { FieldFault } from '../contract/field-type.ts'

/** What a column holds, if its field can be more. Someone else made the column, and it stays as it is. */
export interface ColumnLimit {
  readonly column: string
  /** Null if it holds every value. */
  readonly holds: Holds | null
  /** Whether it can be null. */
  readonly takesNull: boolean
}

export type Holds =
  /** As PostgreSQL counts them: by code point. */
  | { readonly kind: 'characters'; readonly most: number }
  | { readonly kind: 'range'; readonly type: string; readonly least: bigint; readonly most: bigint }
  /** Digits before and behind the point. */
  | { readonly kind: 'digits'; readonly type: string; readonly before: number; readonly behind: number }
  /** Digits of a second. */
  | { readonly kind: 'fraction'; readonly digits: number }
  | { readonly kind: 'labels'; readonly type: string; readonly labels: readonly string[] }
  /** Its labels are the field's only values: the field itself lists none. */
  | { readonly kind: 'list'; readonly labels: readonly string[] }

/** By the names of their fields. */
export type ColumnLimits = ReadonlyMap<string, ColumnLimit>

export type Misfit = FieldFault<'longer-than-column' | 'not-listed'>

/** Compiles a limit into a function that says why a stored value does not fit; null if it fits. */
export const compileMisfit = ({ column, holds }: ColumnLimit): ((text: string) => Misfit | null) => {
  const misfit = (words: string): Misfit => ({ code: 'longer-than-column', detail: `${column}, ${words}` })
  switch (holds?.kind) {
    case undefined:
      return () => null
    case 'characters': {
      const { most } = holds
      return (text) => {
        if (text.length <= most) return null
        const length = [...text].length
        return length <= most ? null : misfit(`which holds ${most} characters; it has ${length}`)
      }
    }
    case 'range': {
      const { type, least, most } = holds
      return (text) => {
        const value = BigInt(text)
        if (value >= least && value <= most) return null
        return misfit(`which is ${type} and holds ${least} to ${most}; it has ${digitsIn(text)} digits`)
      }
    }
    case 'digits': {
      const { type, before, behind } = holds
      return (text) => {
        const [whole, fraction] = digitsOf(text)
        if (whole <= before && fraction <= behind) return null
        return misfit(`which is ${type}; it has ${whole} digits before the point and ${fraction} behind it`)
      }
    }
    case 'fraction': {
      const { digits } = holds
      return (text) => {
        const has = /\.(\d+)/.exec(text)?.[1]?.length ?? 0
        return has <= digits ? null : misfit(`which keeps ${digits} digits of a second; it has ${has}`)
      }
    }
    case 'labels': {
      const labels = new Set(holds.labels)
      const fault = misfit(`which is the enum ${holds.type} and does not have it`)
      return (text) => (labels.has(text) ? null : fault)
    }
    case 'list': {
      const labels = new Set(holds.labels)
      return (text) => (labels.has(text) ? null : { code: 'not-listed', detail: null })
    }
  }
}

/** Why a column refuses null; null if it does not. */
export const nullMisfit = ({ column, takesNull }: ColumnLimit): Misfit | null =>
  takesNull ? null : { code: 'longer-than-column', detail: `${column}, which must have a value` }

const digitsIn = (text: string): number => text.replace('-', '').length

/** For a number without an exponent and without insignificant zeros. */
const digitsOf = (text: string): readonly [before: number, behind: number] => {
  const canonical = decimalType.canonical(text, { maxLength: null, form: null, precision: null, scale: null })
  if (typeof canonical !== 'string') throw new Error('A value that was read is a number')
  const [whole = '', fraction = ''] = canonical.replace('-', '').split('.')
  return [whole === '0' ? 0 : whole.length, fraction.length]
}
