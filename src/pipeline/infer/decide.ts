import {
  isMaskName,
  readChosenType,
  type Choices,
  type Decided,
  type Guess,
} from '../../contract/event-proposal.ts'
import type { FieldType } from '../../contract/field-type.ts'
import { fieldTypes, type FieldTypeName } from '../../contract/field-types.ts'

/** A mask's default name if its field can have any name. */
const byType: Partial<Record<FieldTypeName, string>> = {
  email: 'email',
  ip: 'ip',
  phone: 'phone',
  mac: 'mac',
}

/** Each guess after the choices, and what is wrong with the choices, a sentence each. */
export const decide = (
  guesses: readonly Guess[],
  choices: Choices,
  maskNameOf: (guess: Guess) => string,
): { readonly decided: readonly Decided[]; readonly problems: readonly string[] } => {
  const problems = [...unknownPointers(guesses, choices), ...doubled(choices)]
  const decided = guesses.map((guess) => {
    const typed = withType(guess, choices.types.get(guess.pointer), problems)
    const { pointer } = guess
    const name = choices.mask.get(pointer)
    if (choices.leaveOut.has(pointer)) return { ...typed, standing: 'left-out', mask: null } as const
    if (choices.clear.has(pointer)) return { ...typed, standing: 'clear', mask: null } as const
    if (name !== undefined || typed.standing === 'masked')
      return masked(typed, name ?? byType[typed.type] ?? maskNameOf(guess), problems)
    return { ...typed, mask: null }
  })
  return { decided, problems }
}

const masked = (guess: Guess, mask: string, problems: string[]): Decided => {
  if (!isMaskName(mask))
    problems.push(`The mask of ${guess.pointer} needs a name of letters, digits, _ and -.`)
  const type: FieldType = fieldTypes[guess.type]
  if (type.canonical === null)
    problems.push(`${guess.pointer} is of type ${guess.type}, which cannot be masked: leave it out instead.`)
  return { ...guess, standing: 'masked', question: null, mask, allowEmpty: false, summary: false }
}

/** A chosen type tells what nulls alone do not; personal data is masked then. */
const withType = (guess: Guess, chosen: string | undefined, problems: string[]): Guess => {
  if (chosen === undefined) return guess
  const read = readChosenType(chosen)
  if (read === null) {
    problems.push(`There is no type ${chosen} for ${guess.pointer}.`)
    return guess
  }
  const { type, form } = read
  const { options, natural, possible }: FieldType = fieldTypes[type]
  // What came is accepted if the type can take it.
  const accept = guess.accept.filter(
    (kind) => possible.includes(kind) && (form !== 'rfc3339' || kind === 'string'),
  )
  return {
    ...guess,
    ...{ type, form, precision: null, scale: null, offered: null },
    accept: accept.length === 0 ? natural(form) : accept,
    ...{ maxLength: options.includes('maxLength') ? guess.maxLength : null },
    ...{ enum: options.includes('enum') ? guess.enum : null },
    allowEmpty: options.includes('allowEmpty') && guess.allowEmpty,
    ...(guess.asksType ? { standing: guess.suspicion === null ? 'clear' : 'masked', question: null } : {}),
  }
}

const unknownPointers = (guesses: readonly Guess[], choices: Choices): string[] => {
  const known = new Set(guesses.map(({ pointer }) => pointer))
  const said = [...choices.mask.keys(), ...choices.clear, ...choices.leaveOut, ...choices.types.keys()]
  return [...new Set(said)].flatMap((pointer) =>
    known.has(pointer) ? [] : [`The proposal has no ${pointer}: give a place as it lists them.`],
  )
}

const doubled = ({ mask, clear, leaveOut }: Choices): readonly string[] =>
  [...new Set([...mask.keys(), ...clear, ...leaveOut])].flatMap((pointer) =>
    [mask.has(pointer), clear.has(pointer), leaveOut.has(pointer)].filter(Boolean).length > 1
      ? [`${pointer} can be masked, or in the clear, or left out: say one of them.`]
      : [],
  )
