import type { EnvelopeKind } from '../../../contract/event-definition.ts'
import type { ProposedRow } from '../../../contract/event-editing.ts'
import { personalKinds, type Suspicion } from '../../../contract/event-proposal.ts'
import { timestampForms, type JsonKind } from '../../../contract/field-type.ts'
import { fieldTypeNames, fieldTypes } from '../../../contract/field-types.ts'
import { shareOf } from '../../../contract/run-notes.ts'

/** `an e-mail address, by 12 of 12 different values`. */
const suspicionWords = ({ kind, seen }: Suspicion): string =>
  seen === null
    ? `${personalKinds[kind]}, by its name`
    : `${personalKinds[kind]}, by ${seen.like} of ${seen.of} different values`

/** Why a place is proposed this way, one line each. */
export const whyLines = (why: Omit<ProposedRow, 'field'> | null): readonly string[] =>
  why === null ? [] : [...(why.suspicion === null ? [] : [suspicionWords(why.suspicion)]), ...why.notes]

const formLabels: Readonly<Record<(typeof timestampForms)[number], string>> = {
  rfc3339: 'text',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
}

/** JSON types, as people call them. */
export const kindLabels: Readonly<Record<JsonKind, string>> = {
  string: 'texts',
  number: 'numbers',
  boolean: 'true or false',
  object: 'objects',
  array: 'lists',
}

/** Envelopes, as people call them. */
export const envelopeLabels: Readonly<Record<EnvelopeKind, string>> = {
  sns: 'SNS',
  eventbridge: 'EventBridge',
  cloudevents: 'CloudEvents',
  text: 'JSON in a text',
  base64: 'Base64',
  'gzip+base64': 'gzip in Base64',
}

/** Every type that can be chosen; a timestamp in each of its forms. */
export const typeChoices: readonly { readonly value: string; readonly label: string }[] =
  fieldTypeNames.flatMap((name) =>
    name === 'timestamp'
      ? timestampForms.map((form) => ({
          value: `timestamp:${form}`,
          label: `${fieldTypes.timestamp.label}, ${formLabels[form]}`,
        }))
      : [{ value: name, label: fieldTypes[name].label }],
  )

/** The choice in the list for an offered type: `timestamp` is that of a text. */
export const offeredChoice = (offered: string): string =>
  offered === 'timestamp' ? 'timestamp:rfc3339' : offered

export const typeLabel = (choice: string): string =>
  typeChoices.find(({ value }) => value === choice)?.label ?? choice

/** How many of the messages have something: `all`, `40 %`. */
export const shareWords = (seen: number, of: number): string => (seen === 0 ? 'none' : shareOf(seen, of))
