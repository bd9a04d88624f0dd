import type { ComparedAs, FilterHow } from './filter-how.ts'

/** What a value is in JSON (RFC 8259, 3), apart from `null`, which depends on the field and not on its type. */
export const jsonKinds = ['string', 'number', 'boolean', 'object', 'array'] as const

export type JsonKind = (typeof jsonKinds)[number]

/** Why a value does not fit its field. */
export interface FieldFault<Code extends string = string> {
  readonly code: Code
  /** What fills the sentence; never a value from the message. */
  readonly detail: string | null
}

/** How a timestamp is written: RFC 3339 with a zone, or a number since 1970 in one of four units. Never guessed. */
export const timestampForms = ['rfc3339', 's', 'ms', 'us', 'ns'] as const

export type TimestampForm = (typeof timestampForms)[number]

/** What a type needs to know of its field. */
export interface TypedField {
  /** In characters, as PostgreSQL counts them; null for no limit. Of a masked field the length of the original. */
  readonly maxLength: number | null
  /** For a timestamp; null for all other types. */
  readonly form: TimestampForm | null
  /** A decimal's digits in all and after the point; null for no limit. */
  readonly precision: number | null
  readonly scale: number | null
}

/** What a field can say about its values besides their type, if the type supports it. */
export const fieldOptions = ['maxLength', 'enum', 'allowEmpty', 'form', 'precision', 'scale'] as const

export type FieldOption = (typeof fieldOptions)[number]

/**
 * What a column is sorted by: the text by its code points, a version part by part, or the value as PostgreSQL orders its
 * type.
 */
export type SortKey = 'text' | 'version' | 'value'

/** For any type: beyond what its column holds. */
export type RangeCode = 'out-of-range'

/** Decimal digits and letters drawn at random, for samples. All numbers are at least 0 and less than the limit. */
export interface Dice {
  readonly below: (limit: number) => number
  readonly pick: <T>(from: readonly [T, ...T[]]) => T
  readonly digits: (length: number) => string
  readonly hex: (length: number) => string
}

/** Everything about one type of field. A type is one file; what differs between types is there and nowhere else. */
export interface FieldType<Name extends string = string, Code extends string = string> {
  /** As definitions name it. */
  readonly name: Name
  /** What people call it: `IP address`. */
  readonly label: string
  /** The reason of a rejection for a value of another form. */
  readonly code: Code
  /** The sentence of that reason, after the field's name: `is not an IPv4 or IPv6 address`. */
  readonly fault: string
  /** The same where many are counted: `Not an IP address`. */
  readonly faultName: string
  /** What would be right, with an article: `a whole number such as 42`. */
  readonly asked: (field: TypedField) => string
  /** What it takes in JSON by default; the first is the natural one. */
  readonly natural: (form: TimestampForm | null) => readonly [JsonKind, ...JsonKind[]]
  /** Everything that its field can ask it to take. */
  readonly possible: readonly JsonKind[]
  /** What its field can say about its values. */
  readonly options: readonly FieldOption[]
  /**
   * The value as it is stored in the clear, or what is wrong with it. Text is stored as it came, and so is a number:
   * it never goes through a double. Other JSON values are read as they are spelled there.
   */
  readonly read: (text: string, field: TypedField) => string | FieldFault<Code | RangeCode>
  /**
   * The value in its canonical form, which is what a mask is made of, or what is wrong with it. Equal values have
   * equal forms. A form must never change: a new one would match none of the stored masks. Null if the type cannot be
   * masked.
   */
  readonly canonical: ((text: string, field: TypedField) => string | FieldFault<Code | RangeCode>) | null
  /** If it cannot be masked, the reason, to follow "cannot be masked: ". */
  readonly whyNoMask?: string
  /** Whether part of a right value is cut off before it is stored; left out if that never happens. */
  readonly isCut?: (text: string, field: TypedField) => boolean
  /** The type of the column in a table that Sluice makes. */
  readonly sqlType: (field: TypedField) => string
  readonly sortedBy: SortKey
  /** How filters compare its values. */
  readonly comparedAs: ComparedAs
  readonly filters: readonly FilterHow[]
  /** The most characters that a stored value has; null if only its field says. */
  readonly widest: number | null
  /** The fewest characters that a stored value has, unless it is empty. */
  readonly shortest: number
  /** A value as it might come from the field; made up. */
  readonly sample: (dice: Dice, field: TypedField) => string
  /**
   * Whether a value in the clear is so typical of its type that people may see it in a rejected message; no if in
   * doubt.
   *
   * @param secrets the values of the masked fields of the same message
   */
  readonly mayBeShown: (value: string, field: TypedField, secrets: readonly string[]) => boolean
}
