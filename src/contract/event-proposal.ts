import type { Envelope, EnvelopeKind, EventDefinition, Match } from './event-definition.ts'
import type { EventFile } from './event-file.ts'
import { timestampForms, type JsonKind, type TimestampForm } from './field-type.ts'
import { fieldTypes, type FieldTypeName } from './field-types.ts'

/** How many messages are looked at, and how many different values of each place are told apart. */
export const mostSampled = 1_000

/** What a value may say of a person. */
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

/** Why values may say something of a person, and what of. */
export interface Suspicion {
  readonly kind: PersonalKind
  /** Of how many different values how many look so; null where the name alone says it. */
  readonly seen: { readonly like: number; readonly of: number } | null
  /** Where there were too few different values to be sure of it, and nothing but they say so. */
  readonly isUnsure: boolean
}

/** What becomes of a place if nobody says otherwise. */
export type Standing = 'clear' | 'masked' | 'left-out' | 'asked'

/** What is proposed for one place of the messages. It holds no value of any. */
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
  /** Why it is asked; null where it is not. */
  readonly question: string | null
  /** Whether its type is what is asked. */
  readonly asksType: boolean
  readonly notes: readonly string[]
  readonly offered: string | null
  /** In how many messages it is there, in how many of those it is null, and how many different values it has. */
  readonly counts: { readonly seen: number; readonly nulls: number; readonly different: number }
}

/** What was found in the messages. */
export interface Guesses {
  readonly of: number
  readonly guesses: readonly Guess[]
  /** Where there are names that cannot name a field, and how many: places of objects. */
  readonly unnamed: readonly { readonly pointer: string; readonly count: number }[]
}

/** What parts the messages of a queue into several events. */
export interface Parting {
  readonly pointer: string
  /** What is there, and in how many messages; the most frequent first. Words that a program chose, and no data. */
  readonly values: readonly { readonly text: string; readonly count: number }[]
}

/** What some messages say of their event. It holds names, counts and types, and no value but the words that part events. */
export interface Proposal extends Guesses {
  readonly envelope: Envelope
  readonly wrappings: readonly { readonly kinds: readonly EnvelopeKind[]; readonly count: number }[]
  readonly unreadable: number
  /** Of another event, by the `match` that was asked for. */
  readonly others: number
  readonly parting: Parting | null
}

/** What a proposal is made a definition of. */
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
  /** The fields in all, those that are left out among them. */
  readonly decided: readonly Decided[]
  /** What must be said before there is a definition. */
  readonly undecided: readonly Decided[]
  /** What a definition has no room for: those that came least often. */
  readonly crowded: readonly Decided[]
  /** The file with only what is not usual; null while something is undecided, or there is no field. */
  readonly file: EventFile | null
  readonly definition: EventDefinition | null
  /** What is wrong with the choices. */
  readonly problems: readonly string[]
}

/** What somebody says of the proposal, by the pointers of its fields. */
export interface Choices {
  /** The name that each is masked under; null for the usual one. */
  readonly mask: ReadonlyMap<string, string | null>
  readonly clear: ReadonlySet<string>
  readonly leaveOut: ReadonlySet<string>
  /** A type, and for a timestamp its form behind a colon. */
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

/** Reads a type as it is chosen, a timestamp with its form behind a colon; null where there is none of this name. */
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
