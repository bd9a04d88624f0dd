import type { ProposedRow } from '../../contract/event-editing.ts'
import { mostFields } from '../../contract/event-file.ts'
import { mostDraftFields } from '../../contract/event-draft.ts'
import { noChoices, type Decided, type Guess } from '../../contract/event-proposal.ts'
import { decide } from './decide.ts'
import { columnNames, fieldNames, snake } from './naming.ts'

/**
 * A row of the editor for each place, in order of appearance. If there are too many, the most frequent; what a
 * definition has no room for is left out.
 */
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
  const crowded = new Set(
    decided
      .filter(({ standing }) => standing !== 'left-out')
      .toSorted((one, other) => other.counts.seen - one.counts.seen)
      .slice(mostFields),
  )
  const names = fieldNames(decided)
  const columns = columnNames(
    names,
    decided.map(({ mask }) => mask !== null),
  )
  return {
    rows: decided.map((field, index) => {
      const row = rowOf(field, names[index] ?? '', columns[index] ?? '')
      return crowded.has(field) ? withoutRoom(row) : row
    }),
    unlisted: guesses.length - listed.size,
  }
}

/** A row that is left out because there are too many. */
const withoutRoom = (row: ProposedRow): ProposedRow => ({
  ...row,
  field: { ...row.field, standing: 'left-out' },
  notes: [...row.notes, `no room: an event has at most ${mostFields} fields`],
})

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
