import { resolve } from 'node:path'
import { toFailure } from '../app/faults.ts'
import { readSchemaFile, schemaOfFile } from '../app/schema-file.ts'
import { writeJsonFile } from '../app/write-json.ts'
import type { Match } from '../contract/event-definition.ts'
import { fileOf } from '../contract/event-file.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { describeUnnamed } from '../contract/sample-words.ts'
import { sayWritten, writeProposal, type WriteFlags } from './event-write.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'

/** The same for a JSON Schema; lists what a definition cannot express of it. Throws `FailureError`. */
export const initFromSchema = async (
  name: string,
  path: string,
  schema: string,
  flags: WriteFlags & { readonly match?: Match },
): Promise<number> => {
  const reading = readSchemaFile(resolve(schema), name)
  const { notTaken } = reading
  for (const { place, what } of notTaken) say(`Not taken over: ${place}: ${what}`)
  if (reading.kind === 'proposal') {
    const { proposal } = reading
    const match = flags.match ?? proposal.match
    const hasUnnamed = proposal.isOpen || proposal.unnamed.length > 0
    return await writeProposal({
      ...{
        path,
        flags,
        found: { ...proposal, name, match, hasUnnamed },
        lines: describeUnnamed(proposal.unnamed),
      },
      more: { notTaken },
    })
  }
  if (isChosen(flags))
    throw new FailureError(
      failure('settings-invalid', {
        problems: 'The schema says all of it under x-sluice. Change it there, or in the file that is made.',
      }),
    )
  const file = fileOf(reading.definition)
  await writeJsonFile(path, file, flags.replace === true)
  if (flags.json === true) printJson({ notTaken, file, path })
  sayWritten(path)
  return exitCodes.done
}

const isChosen = ({ mask, clear, leaveOut, type, match }: WriteFlags & { readonly match?: Match }): boolean =>
  [mask, clear, leaveOut, type, match].some((choice) => choice !== undefined)

export interface SchemaFlags {
  readonly out?: string
  readonly replace?: boolean
}

/** Writes a definition as JSON Schema, to standard output or a file; returns the exit code. */
export const schemaCommand = async (file: string, { out, replace }: SchemaFlags): Promise<number> => {
  try {
    const schema = schemaOfFile(file)
    if (out === undefined) for (const line of JSON.stringify(schema, null, 2).split('\n')) print(line)
    else {
      await writeJsonFile(resolve(out), schema, replace === true)
      say(`Written to ${resolve(out)}.`)
    }
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
