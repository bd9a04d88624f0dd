import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { failure, FailureError } from '../contract/failure.ts'
import {
  preferenceMistakes,
  preferencesSchema,
  usualPreferences,
  type Preferences,
} from '../contract/preferences.ts'
import { embeddedProfileId } from '../contract/settings.ts'
import { makeDataFolder } from './data-folder.ts'
import { storedProfileSchema, type StoredProfile } from './profiles.ts'

/** What is stored. It holds passwords, so the file is its owner's alone and its content stays in the engine. */
export interface StoredSettings {
  readonly version: 1
  /** Of a profile, or `embedded`. */
  readonly activeId: string
  readonly profiles: readonly StoredProfile[]
  readonly preferences: Preferences
}

const schema = z.strictObject({
  version: z.literal(1),
  activeId: z.string(),
  profiles: z.array(storedProfileSchema),
  preferences: preferencesSchema.refine((value) => Object.keys(preferenceMistakes(value)).length === 0),
})

const usualSettings: StoredSettings = {
  version: 1,
  activeId: embeddedProfileId,
  profiles: [],
  preferences: usualPreferences,
}

/** The one file of the settings. It is read anew each time: another front door may have written it. */
export interface SettingsFile {
  readonly path: string
  /** Never throws: where there is no file, or one that cannot be used, these are the usual settings. */
  readonly read: () => StoredSettings
  /** All or nothing, even where the power fails. Throws `FailureError` with `data-folder-unusable`. */
  readonly write: (settings: StoredSettings) => void
  /** What was found wrong with the file so far, in sentences. */
  readonly notices: () => readonly string[]
}

export const openSettingsFile = (dataFolder: string): SettingsFile => {
  const path = join(dataFolder, 'settings.json')
  const notices = new Set<string>()

  const read = (): StoredSettings => {
    const text = readText(path)
    if (text === null) return usualSettings
    if (text === 'unreadable') {
      notices.add(`The settings in ${path} cannot be read; the usual ones are in use.`)
      return usualSettings
    }
    const found = parse(text)
    if (found !== null) return found
    const aside = `${path}.broken-${new Date().toISOString().replaceAll(':', '-')}`
    try {
      renameSync(path, aside)
      notices.add(
        `The settings in ${path} were broken; the usual ones are in use. The file is kept as ${aside}.`,
      )
    } catch {
      notices.add(`The settings in ${path} are broken; the usual ones are in use.`)
    }
    return usualSettings
  }

  return {
    path,
    read,
    write: (settings) => {
      makeDataFolder(dataFolder)
      try {
        writeFileAtomic.sync(path, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal'
        throw new FailureError(failure('data-folder-unusable', { path: dataFolder, code }))
      }
    },
    notices: () => [...notices],
  }
}

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unreadable'
  }
}

const parse = (text: string): StoredSettings | null => {
  try {
    const { success, data } = schema.safeParse(JSON.parse(text))
    if (!success) return null
    const isKnown = data.profiles.some(({ id }) => id === data.activeId)
    return isKnown ? data : { ...data, activeId: embeddedProfileId }
  } catch {
    return null
  }
}
