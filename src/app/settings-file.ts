import { readdirSync, renameSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { describeFailure, failure, FailureError, type Failure } from '../contract/failure.ts'
import { assertNever } from '../contract/result.ts'
import { readOwnFile } from '../system/own-path.ts'
import { tryWhileHeldNow } from '../system/rename-again.ts'
import { checkDataFolder, makeDataFolder } from './data-folder.ts'
import {
  parseSettings,
  usualSettings,
  withUnknownFields,
  type ParsedSettings,
  type StoredSettings,
} from './stored-settings.ts'

/** The one file of the settings. It is read again each time: another front door may have written it. */
export interface SettingsFile {
  readonly path: string
  /** Never throws: where there is no file, or one that cannot be used, these are the usual settings. */
  readonly read: () => StoredSettings
  /**
   * All or nothing, even where the power fails. Throws `FailureError`: with `data-folder-unusable`, or with why the file
   * that is there cannot be used, for then it would be lost.
   */
  readonly write: (settings: StoredSettings) => void
  /** What was found wrong with the file, in sentences. */
  readonly notices: () => readonly string[]
}

/** The settings file for a front door with a window: one that is broken is set aside, and that is said. */
export const openSettingsFile = (dataFolder: string): SettingsFile => {
  const path = settingsPath(dataFolder)
  const setAside = new Set<string>()
  let problem: Failure | null = null

  const look = (): FoundSettings => {
    const found = setAsideBroken(dataFolder)
    if (found.state === 'set-aside') setAside.add(asideNotice(path, found.aside))
    problem = problemOf(path, found)
    return found
  }

  return {
    path,
    read: () => {
      const found = look()
      return found.state === 'sound' ? found.settings : usualSettings
    },
    write: (settings) => {
      makeDataFolder(dataFolder)
      const found = look()
      if (problem !== null) throw new FailureError(problem)
      const fields = withUnknownFields(settings, found.state === 'sound' ? found.fields : {})
      try {
        const text = `${JSON.stringify(fields, null, 2)}\n`
        tryWhileHeldNow(() => writeFileAtomic.sync(path, text, { mode: 0o600 }))
      } catch (error) {
        throw new FailureError(failure('data-folder-unusable', { path: dataFolder, code: codeOf(error) }))
      }
    },
    notices: () => [
      ...setAside,
      ...(problem === null ? [] : [`${describeFailure(problem).sentence} The usual settings are in use.`]),
    ],
  }
}

/**
 * The settings for who has no window to be told in. Changes nothing. Throws `FailureError` where what was chosen in the
 * app cannot be known, so that no run goes where nobody meant it to.
 */
export const readStoredSettings = (dataFolder: string): StoredSettings => {
  const path = settingsPath(dataFolder)
  const found = readSettings(dataFolder)
  const problem = problemOf(path, found) ?? lostProblem(dataFolder, found)
  if (problem !== null) throw new FailureError(problem)
  return found.state === 'sound' ? found.settings : usualSettings
}

type FoundSettings =
  | ParsedSettings
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly code: string }
  /** Others could have written it, or the folder that it lies in. */
  | { readonly state: 'unsafe'; readonly problem: Failure }
  | { readonly state: 'set-aside'; readonly aside: string }

const settingsPath = (dataFolder: string): string => join(dataFolder, 'settings.json')

const readSettings = (dataFolder: string): FoundSettings => {
  const path = settingsPath(dataFolder)
  try {
    checkDataFolder(dataFolder)
    const text = readOwnFile(path, 'writers')
    return text === null ? { state: 'missing' } : parseSettings(text)
  } catch (error) {
    if (error instanceof FailureError) return unsafe(path, error.failure)
    const code = codeOf(error)
    return code === 'ENOENT' ? { state: 'missing' } : { state: 'unreadable', code }
  }
}

/** Anything but a file, and a link to nowhere, cannot be read, whoever made it. */
const unsafe = (path: string, problem: Failure): FoundSettings => {
  if (problem.details.path !== path) return { state: 'unsafe', problem }
  try {
    const found = statSync(path)
    if (found.isFile()) return { state: 'unsafe', problem }
    return { state: 'unreadable', code: found.isDirectory() ? 'EISDIR' : 'EINVAL' }
  } catch (error) {
    return { state: 'unreadable', code: codeOf(error) }
  }
}

const setAsideBroken = (dataFolder: string): FoundSettings => {
  const found = readSettings(dataFolder)
  if (found.state !== 'broken') return found
  const path = settingsPath(dataFolder)
  const aside = `${path}.broken-${new Date().toISOString().replaceAll(':', '-')}`
  try {
    tryWhileHeldNow(() => renameSync(path, aside))
    return { state: 'set-aside', aside }
  } catch {
    return found
  }
}

const asideNotice = (path: string, aside: string): string =>
  `The settings in ${path} were broken; the usual ones are in use. The file is kept as ${aside}.`

/** Why the file that is there can be neither used nor replaced; null if it can, or where there is none. */
const problemOf = (path: string, found: FoundSettings): Failure | null => {
  switch (found.state) {
    case 'sound':
    case 'missing':
    case 'set-aside':
      return null
    case 'unsafe':
      return found.problem
    case 'unreadable':
      return failure('settings-unreadable', { path, code: found.code })
    case 'broken':
      return failure('settings-broken', { path })
    case 'newer':
      return failure('settings-newer', { path })
    default:
      return assertNever(found)
  }
}

/** A file that was set aside, and none written since: what was chosen is lost until a person chooses again. */
const lostProblem = (dataFolder: string, found: FoundSettings): Failure | null => {
  const path = settingsPath(dataFolder)
  const aside = found.state === 'missing' ? newestAside(dataFolder, `${basename(path)}.broken-`) : null
  return aside === null ? null : failure('settings-broken', { path: join(dataFolder, aside) })
}

const newestAside = (folder: string, prefix: string): string | null => {
  try {
    return (
      readdirSync(folder)
        .filter((name) => name.startsWith(prefix))
        .toSorted()
        .at(-1) ?? null
    )
  } catch {
    return null
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'internal'
