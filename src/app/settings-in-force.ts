import type { AcceptedChanges } from '../adapters/postgres/event-objections.ts'
import type { Settings } from './config.ts'
import { isNamed } from './database-settings.ts'
import { applyStored, retention, runRules, type Retention } from './preferences.ts'
import type { RunRules } from './run-rules.ts'
import type { SettingsFile } from './settings-file.ts'

/** What holds just now: the settings of the start, what is stored, and what a person has decided until the engine ends. */
export interface SettingsInForce {
  /** For the next connection. Throws `FailureError` where the definition of its event cannot be read. */
  readonly ofConnection: (mayAlterTable: boolean) => Settings
  readonly runRules: () => RunRules
  readonly retention: () => Retention
  /** If no database is named, the built-in one is meant. */
  readonly chooseBuiltIn: () => void
  /** A person agrees to changes of the event's definition, in place of what the command line said. */
  readonly accept: (changes: AcceptedChanges) => void
}

/** @param settings from the command line and the environment */
export const createSettingsInForce = (settings: Settings, file: SettingsFile): SettingsInForce => {
  let isBuiltInChosen = false
  let accepted = settings.accepted
  return {
    ofConnection: (mayAlterTable) => ({
      ...withChoice(applyStored(settings, file.read()), isBuiltInChosen),
      mayAlterTable,
      accepted,
    }),
    runRules: () => runRules(settings, file.read()),
    retention: () => retention(settings, file.read()),
    chooseBuiltIn: () => {
      isBuiltInChosen = true
    },
    accept: (changes) => {
      accepted = changes
    },
  }
}

/** A database that was named, or that a stored connection names, stays what it is. */
const withChoice = (settings: Settings, isBuiltInChosen: boolean): Settings =>
  isBuiltInChosen && !isNamed(settings.database)
    ? { ...settings, database: { kind: 'embedded', isChosen: true } }
    : settings
