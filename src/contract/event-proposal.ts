import type { Envelope, EnvelopeKind, EventDefinition, Match } from './event-definition.ts'
import type { EventFile } from './event-file.ts'
import { timestampForms, type JsonKind, type TimestampForm } from './field-type.ts'
import { fieldTypes, type FieldTypeName } from './field-types.ts'

/** How many messages are looked at, and how many different values of each place are told apart. */
export const mostSampled = 1_000

/** What a value can reveal about a person. */
export const personalKinds = {
  secret: 'a token, secret or password',
  ip: 'an IP address',
  mac: 'a hardware address',
  email: 'an e-mail address',
  phone: 'a telephone number',
  card: 'a card number',
  iban: 'a bank account',
  ssn: 'a national number',
  passport: 'a passport or licence',
  device: 'the id of a device',
  birth: 'a date of birth',
  person: 'the name of a person',
  zip: 'a postal code',
  address: 'a postal address',
  position: 'a position on the map',
  tagged: 'personal data, as the schema says',
} as const

export type PersonalKind = keyof typeof personalKinds

/** Why values may be personal, and in what way. */
export interface Suspicion {
  readonly kind: PersonalKind
  /** How many of the different values look so; null if the name alone suggests it. */
  readonly seen: { readonly like: number; readonly of: number } | null
  /** If there were too few different values to be sure of it, and nothing else suggests it. */
  readonly isUnsure: boolean
}

/** What a place becomes by default. */
export type Standing = 'clear' | 'masked' | 'left-out' | 'asked'

/** The proposal for one place of the messages. It contains no value. */
export interface Guess {
  readonly pointer: string
  readonly path: readonly string[]
  readonly type: FieldTypeName
  readonly form: TimestampForm | null
  readonly accept: readonly JsonKind[]
  readonly precision: number | null
  readonly scale: number | null
  readonly maxLength: number | null
  readonly enum: readonly string[] | null
  readonly required: boolean
  readonly nullable: boolean
  readonly allowEmpty: boolean
  readonly summary: boolean
  readonly standing: Standing
  readonly suspicion: Suspicion | null
  /** Why it is asked; null if it is not. */
  readonly question: string | null
  /** Whether its type is undecided. */
  readonly asksType: boolean
  readonly notes: readonly string[]
  readonly offered: string | null
  /** How many messages have it, in how many of those it is null, and how many different values it has. */
  readonly counts: { readonly seen: number; readonly nulls: number; readonly different: number }
}

/** What was found in the messages. */
export interface Guesses {
  readonly of: number
  readonly guesses: readonly Guess[]
  /** The objects that have names which cannot name a field, and how many such names each has. */
  readonly unnamed: readonly { readonly pointer: string; readonly count: number }[]
}

/** A name whose values divide the queue's messages into several events. */
export interface Parting {
  readonly pointer: string
  /** What is there, and in how many messages; the most frequent first. Words that a program chose, and no data. */
  readonly values: readonly { readonly text: string; readonly count: number }[]
}

/**
 * What some messages say about their event: names, counts and types, and no values but the words that divide events.
 */
export interface Proposal extends Guesses {
  readonly envelope: Envelope
  readonly wrappings: readonly { readonly kinds: readonly EnvelopeKind[]; readonly count: number }[]
  readonly unreadable: number
  /** Of another event, by the `match` that was asked for. */
  readonly others: number
  readonly parting: Parting | null
  /** How many messages each of several shapes has that no name tells apart; empty if there is one shape. */
  readonly shapes: readonly number[]
}

/** What turns a proposal into a definition. */
export interface Proposed {
  readonly name: string
  readonly envelope: Envelope
  readonly match: Match | null
  readonly guesses: readonly Guess[]
  /** Whether messages have names that no field can read. */
  readonly hasUnnamed: boolean
}

/** A definition of a proposal, as far as it is decided. */
export interface Made {
  /** All fields, including those that are left out. */
  readonly decided: readonly Decided[]
  /** What must be decided before there is a definition. */
  readonly undecided: readonly Decided[]
  /** What a definition has no room for: those that came least often. */
  readonly crowded: readonly Decided[]
  /** The file with only what is not usual; null while something is undecided, or there is no field. */
  readonly file: EventFile | null
  readonly definition: EventDefinition | null
  /** What is wrong with the choices. */
  readonly problems: readonly string[]
}

/** A person's choices, by the pointers of the fields. */
export interface Choices {
  /** The name that each is masked under; null for the usual one. */
  readonly mask: ReadonlyMap<string, string | null>
  readonly clear: ReadonlySet<string>
  readonly leaveOut: ReadonlySet<string>
  /** A type; a timestamp with its form after a colon. */
  readonly types: ReadonlyMap<string, string>
}

/** The proposal as it is. */
export const noChoices: Choices = {
  ...{ mask: new Map(), clear: new Set(), leaveOut: new Set(), types: new Map() },
}

/** A field of the proposal after all choices. */
export interface Decided extends Guess {
  readonly mask: string | null
}

const isTypeName = (text: string): text is FieldTypeName => Object.hasOwn(fieldTypes, text)

const isForm = (text: string): text is TimestampForm => timestampForms.some((form) => form === text)

/** Reads a chosen type, a timestamp with its form after a colon; null if there is no such type. */
export const readChosenType = (
  text: string,
): { readonly type: FieldTypeName; readonly form: TimestampForm | null } | null => {
  const [type = '', form = 'rfc3339', ...more] = text.split(':')
  if (!isTypeName(type) || more.length > 0) return null
  if (type !== 'timestamp') return text === type ? { type, form: null } : null
  return isForm(form) ? { type, form } : null
}

/** Whether a mask may have this name. */
export const isMaskName = (text: string): boolean => /^[A-Za-z_][\w-]{0,62}$/.test(text)
