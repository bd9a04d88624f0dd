import { writeJsonFile } from '../app/write-json.ts'
import { pathText } from '../contract/event-mistake.ts'
import { definitionMistakes } from '../contract/event-mistakes.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { makeDefinition, type Made, type Proposed } from '../pipeline/infer/make-definition.ts'
import { choicesOf, type ChoiceFlags } from './event-choices.ts'
import { choiceLine, fieldLines } from './event-lines.ts'
import { exitCodes, print, printJson, say } from './output.ts'

export interface WriteFlags extends ChoiceFlags {
  readonly replace?: boolean
  readonly json?: boolean
}

interface Writing {
  readonly path: string
  readonly flags: WriteFlags
  readonly found: Proposed & { readonly of: number }
  /** What is said before the fields. */
  readonly lines: readonly string[]
  /** What the JSON has beside the fields. */
  readonly more: object
}

/** Shows a proposal, and writes it where all in it is decided. Throws `FailureError`; answers the exit code. */
export const writeProposal = async ({ path, flags, found, lines, more }: Writing): Promise<number> => {
  const made = makeDefinition(found, choicesOf(flags))
  if (made.problems.length > 0)
    throw new FailureError(failure('settings-invalid', { problems: made.problems.join('\n') }))
  demandSound(made, path)
  if (made.file !== null) await writeJsonFile(path, made.file, flags.replace === true)
  if (flags.json === true)
    printJson({
      ...more,
      envelope: found.envelope,
      fields: made.decided,
      file: made.file,
      path: made.file && path,
    })
  else {
    lines.forEach(print)
    fieldLines(made.decided, found.of).forEach(print)
  }
  if (made.crowded.length > 0)
    say(`A definition has at most 64 fields: ${made.crowded.length} of them are left out.`)
  if (made.file === null) {
    made.undecided.map(choiceLine).forEach(say)
    say(
      made.undecided.length === 0
        ? 'There is no field to store. Nothing was written.'
        : 'Nothing was written.',
    )
    return exitCodes.failed
  }
  sayWritten(path)
  return exitCodes.done
}

export const sayWritten = (path: string): void =>
  say(`Written to ${path}. Look through it, and then check it with \`event check\`.`)

/** What is proposed can be used as it is. Throws `FailureError` where a choice has made it otherwise. */
const demandSound = ({ definition }: Made, path: string): void => {
  const mistakes = definition === null ? [] : definitionMistakes(definition)
  if (mistakes.length === 0) return
  const problems = mistakes.map((mistake) => `${pathText(mistake.path)}: ${mistake.sentence}`).join('; ')
  throw new FailureError(failure('event-file-unusable', { path, problems }))
}
