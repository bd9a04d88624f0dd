import { isAbsolute } from 'node:path'
import type { EventDefinition } from '../contract/event-definition.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { readEventFile } from './event-file.ts'

/**
 * The event of a stored connection, read again each time: the file is its owner's, who may have changed it. Throws `FailureError`
 * with `event-file-missing` or `event-file-unusable`.
 */
export const storedEvent = (path: string): EventDefinition => {
  const reading = readEventFile(path)
  if (reading.ok) return reading.definition
  throw new FailureError(
    reading.isMissing
      ? failure('event-file-missing', { path })
      : failure('event-file-unusable', { path, problems: reading.mistakes.join(';\n') }),
  )
}

/** What is wrong with the choice of a file, a line each; none where it may be stored. */
export const eventMistakes = (path: string | null): readonly string[] => {
  if (path === null) return []
  if (path === '') return ['Choose a file, or the logins that are built in.']
  // A window was started in whatever folder.
  if (!isAbsolute(path)) return ['Give the whole path of the file, from the root of its disk on.']
  const reading = readEventFile(path)
  if (reading.ok) return []
  return reading.isMissing ? ['There is no such file; choose it again.'] : reading.mistakes
}
