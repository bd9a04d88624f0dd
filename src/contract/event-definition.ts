import type { FieldTypeName } from './field-types.ts'
import type { JsonKind, TypedField } from './field-type.ts'

/** One value of an event: its place in the message, what it must be, and the column it fills. */
export interface Field extends TypedField {
  /** Its name in reasons and settings; unique in its definition. */
  readonly name: string
  /** See `readPointer`. */
  readonly pointer: string
  readonly type: FieldTypeName
  /** Whether it must be present. A missing value is stored as null. */
  readonly required: boolean
  /** Whether it can be null. */
  readonly nullable: boolean
  /** Whether a text may be empty; never where the field is masked. */
  readonly allowEmpty: boolean
  /** The texts that it may be; null for any. */
  readonly enum: readonly string[] | null
  /** What it takes in JSON. */
  readonly accept: readonly JsonKind[]
  readonly column: string
  /**
   * The name that it is masked under, which is part of the mask: fields that share it have comparable masks, and it
   * stays when the field is renamed. Null for a field that is stored in the clear.
   */
  readonly mask: string | null
  /** Whether its column has few enough different values to count them one by one. */
  readonly summary: boolean
}

/** What a message is wrapped in. */
export const envelopeKinds = ['sns', 'eventbridge', 'cloudevents', 'text', 'base64', 'gzip+base64'] as const

export type EnvelopeKind = (typeof envelopeKinds)[number]

/** How deep wrappings can be nested. */
export const mostEnvelopes = 3

/** The wrappings from the outermost to the innermost; an empty list means none, `auto` detects them. */
export type Envelope = 'auto' | readonly EnvelopeKind[]

/** The table that rows go to. */
export interface EventTable {
  /** Null for the first schema of the role's search path that has it. */
  readonly schema: string | null
  readonly name: string
  /** The column that numbers the rows. */
  readonly rowNumber: string
  /** The column of the UTC day on which a message was sent; null for none. */
  readonly sentColumn: string | null
  /** The columns in the order in which Sluice makes and shows them; by default its fields', then the day's. */
  readonly columns: readonly string[]
}

/** Which messages are meant; one that does not match is another event. */
export interface Match {
  readonly pointer: string
  readonly enum: readonly string[]
}

/**
 * One kind of event: what a message must be, what is masked, and where it goes. It never changes: a different one has
 * a different hash. Parsing, masking, the table, the screen and exports all read it, and nothing else knows a field
 * by its name.
 */
export interface EventDefinition {
  readonly name: string
  /** What people call it. */
  readonly label: string
  readonly table: EventTable
  readonly envelope: Envelope
  /** Which id identifies an event permanently: the envelope's, if it has one, or the message's. */
  readonly origin: 'envelope' | 'message'
  readonly match: Match | null
  /** What happens to a message with a name that no field reads. */
  readonly unknownFields: 'reject' | 'ignore'
  /** 1 to 64. */
  readonly fields: readonly Field[]
}
