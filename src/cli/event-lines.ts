import type { FieldType } from '../contract/field-type.ts'
import { fieldTypes } from '../contract/field-types.ts'
import { personalKinds, type Decided, type Proposal } from '../contract/event-proposal.ts'
import { describeFound, describeUnnamed } from '../contract/sample-words.ts'
import { table } from './output.ts'

/** What was found beside the fields, one line each. */
export const proposalLines = ({ parting, unnamed, ...found }: Proposal): readonly string[] => [
  ...describeFound(found),
  ...(parting === null
    ? []
    : [
        `They are several events, told apart by ${parting.pointer}: ${parting.values.map(({ text, count }) => `${text} (${count})`).join(', ')}. Take one of them with --match ${quotedIfSpaced(`${parting.pointer}=${parting.values[0]?.text ?? ''}`)}.`,
      ]),
  ...describeUnnamed(unnamed),
]

const quotedIfSpaced = (text: string): string => (text.includes(' ') ? `'${text}'` : text)

/** The fields as a table, with their counts. */
export const fieldLines = (decided: readonly Decided[], of: number): readonly string[] =>
  table(
    ['FIELD', 'TYPE', 'IN', 'NULL', 'DIFFERENT', 'STORED', 'WHY'],
    decided.map((field) => [
      field.pointer,
      field.form === null ? field.type : `${field.type}:${field.form}`,
      shareText(field, of),
      String(field.counts.nulls),
      field.type === 'json' ? '-' : String(field.counts.different),
      storedAs(field),
      whyOf(field),
    ]),
  )

/** A schema has no messages. */
const shareText = ({ required, counts }: Decided, of: number): string =>
  of === 0 ? (required ? 'required' : 'optional') : required ? `all ${of}` : `${counts.seen} of ${of}`

const storedAs = ({ standing, mask }: Decided): string => {
  switch (standing) {
    case 'clear':
      return 'in the clear'
    case 'masked':
      return `masked as ${mask ?? ''}`
    case 'left-out':
      return 'left out'
    case 'asked':
      return 'UNDECIDED'
  }
}

const whyOf = ({ pointer, suspicion, notes, offered, question }: Decided): string =>
  [
    ...(suspicion === null ? [] : [suspicionText(suspicion)]),
    ...notes,
    ...(offered === null ? [] : [`all fit --type ${pointer}=${offered}`]),
    ...(question === null ? [] : [question]),
  ].join('; ')

const suspicionText = ({ kind, seen }: NonNullable<Decided['suspicion']>): string =>
  kind === 'tagged'
    ? personalKinds[kind]
    : seen === null
      ? `${personalKinds[kind]}, by its name`
      : `${personalKinds[kind]}, by ${seen.like} of ${seen.of} different values`

/** The choices for an undecided field. */
export const choiceLine = ({ pointer, type, question, asksType }: Decided): string => {
  const { canonical }: FieldType = fieldTypes[type]
  const ways = [
    ...(asksType ? [`--type ${pointer}=TYPE`] : []),
    ...(canonical === null ? [] : [`--mask ${pointer}`]),
    ...[`--clear ${pointer}`, `--leave-out ${pointer}`],
  ]
  return `${pointer} is undecided: ${question ?? 'nobody has said what it is'}. Give ${ways.slice(0, -1).join(', ')} or ${ways.at(-1) ?? ''}.`
}
