import { createHash } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { EventDefinition } from '../../contract/event-definition.ts'
import { draftOf } from '../../contract/event-draft.ts'
import type { OpenedDraft } from '../../contract/event-editing.ts'
import { definitionOf, type EventFile } from '../../contract/event-file.ts'
import { failure, FailureError } from '../../contract/failure.ts'
import { logins } from '../../contract/logins.ts'
import { makeDataFolder } from '../data-folder.ts'
import { storedEvent } from '../stored-event.ts'
import { writeJsonFile } from '../write-json.ts'

/** Opens the definition in a file; without a file, the logins. Throws as `storedEvent` does. */
export const openDraft = (path: string | null): OpenedDraft => {
  if (path === null) return { draft: draftOf(logins), opened: null }
  const event = storedEvent(path)
  return { draft: draftOf(event), opened: markOf(event) }
}

/** Identifies what a file says about its event, whatever its layout. */
const markOf = (event: EventDefinition): string =>
  createHash('sha256').update(JSON.stringify(event), 'utf8').digest('hex').slice(0, 16)

/** How many names to try for a new file. */
const mostTries = 1_000

/**
 * Writes a new file into the folder of definitions and returns its path. An existing file of that name stays as it is. Throws
 * `FailureError` with `event-file-unwritten` or what is wrong with the data folder.
 */
export const writeNewDraft = async (dataFolder: string, file: EventFile): Promise<string> => {
  const folder = join(dataFolder, 'events')
  makeDataFolder(dataFolder)
  makeDataFolder(folder)
  for (let number = 1; number <= mostTries; number += 1) {
    const path = join(folder, `${file.name}${number === 1 ? '' : `-${number}`}.event.json`)
    try {
      await writeJsonFile(path, file, false)
      return path
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.code !== 'event-file-exists') throw error
    }
  }
  throw new FailureError(failure('event-file-unwritten', { path: folder }))
}

/**
 * Overwrites a file that still says what it said when it was opened, or already says what it should. A link stays a link. Throws
 * `FailureError` with `event-file-changed` if someone else has written it meanwhile, or `event-file-missing`, or `event-file-unwritten`.
 */
export const rewriteDraft = async (path: string, file: EventFile, opened: string | null): Promise<void> => {
  const there = markOf(storedEvent(path))
  if (there === markOf(definitionOf(file))) return
  if (there !== opened) throw new FailureError(failure('event-file-changed', { path }))
  await writeJsonFile(realpathSync(path), { ...schemaIn(path), ...file }, true)
}

/** The `$schema` that editors check the file by stays in it. */
const schemaIn = (path: string): { readonly $schema?: string } => {
  try {
    const { $schema } = JSON.parse(readFileSync(path, 'utf8')) as { readonly $schema?: unknown }
    return typeof $schema === 'string' ? { $schema } : {}
  } catch {
    return {}
  }
}
