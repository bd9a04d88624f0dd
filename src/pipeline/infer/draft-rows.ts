import type { ProposedRow } from '../../contract/event-editing.ts'
import { mostDraftFields } from '../../contract/event-draft.ts'
import { noChoices, type Decided, type Guess } from '../../contract/event-proposal.ts'
import { decide } from './decide.ts'
import { columnNames, fieldNames, snake } from './naming.ts'

/** A row of the editor for each place, in order of appearance. If there are too many, the most frequent. */
export const draftRows = (
  guesses: readonly Guess[],
): { readonly rows: readonly ProposedRow[]; readonly unlisted: number } => {
  const listed = new Set(
    guesses.toSorted((one, other) => other.counts.seen - one.counts.seen).slice(0, mostDraftFields),
  )
  const { decided } = decide(
    guesses.filter((guess) => listed.has(guess)),
    noChoices,
    ({ path }) => snake(path.at(-1) ?? 'field'),
  )
  const names = fieldNames(decided)
  const columns = columnNames(
    names,
    decided.map(({ mask }) => mask !== null),
  )
  return {
    rows: decided.map((field, index) => rowOf(field, names[index] ?? '', columns[index] ?? '')),
    unlisted: guesses.length - listed.size,
  }
}

const rowOf = (guess: Decided, name: string, column: string): ProposedRow => ({
  field: {
    standing: guess.standing === 'clear' || guess.standing === 'masked' ? 'kept' : guess.standing,
    ...{ name, pointer: guess.pointer, type: guess.type, form: guess.form },
    ...{ required: guess.required, nullable: guess.nullable, allowEmpty: guess.allowEmpty },
    ...{ maxLength: guess.maxLength, precision: guess.precision, scale: guess.scale },
    enum: guess.enum === null ? null : [...guess.enum],
    accept: [...guess.accept],
    ...{ column, mask: guess.mask, summary: guess.summary },
  },
  suspicion: guess.suspicion,
  question: guess.question,
  asksType: guess.asksType,
  notes: guess.notes,
  offered: guess.offered,
})
