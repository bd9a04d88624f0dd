import { decideProposal } from '../app/event-init.ts'
import { writeJsonFile } from '../app/write-json.ts'
import type { Proposed } from '../contract/event-proposal.ts'
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
  /** Lines printed before the fields. */
  readonly lines: readonly string[]
  /** What the JSON contains beside the fields. */
  readonly more: object
}

/** Shows a proposal, and writes it if everything in it is decided. Throws `FailureError`; returns the exit code. */
export const writeProposal = async ({ path, flags, found, lines, more }: Writing): Promise<number> => {
  const made = decideProposal(found, choicesOf(flags), path)
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
