import { defaultLimits } from '../pipeline/run-limits.ts'
import type { Settings } from './config.ts'
import { isNamed } from './database-settings.ts'
import { databaseOf, queueOf } from './profiles.ts'
import type { RunRules } from './run-rules.ts'
import { storedEvent } from './stored-event.ts'
import type { StoredSettings } from './stored-settings.ts'

/**
 * The settings in force: what the command line and the environment say, and for the rest what is stored. The event of the stored
 * connection counts unless another one is given, or queue and database both are. Throws `FailureError` where its definition
 * cannot be read.
 */
export const applyStored = (settings: Settings, stored: StoredSettings): Settings => {
  const profile = stored.profiles.find(({ id }) => id === stored.activeId)
  const path = eventPathInUse(settings, stored)
  return {
    ...settings,
    ...(path === null ? {} : { event: storedEvent(path) }),
    ...(profile !== undefined && settings.queue.kind === 'embedded' ? { queue: queueOf(profile) } : {}),
    ...(profile !== undefined && !isNamed(settings.database)
      ? { database: { kind: 'remote', address: databaseOf(profile) } }
      : {}),
    allowUnknownFields: mayHaveUnknownFields(settings, stored),
    rejectsMisfits: isMisfitRejected(settings, stored),
    ...retention(settings, stored),
  }
}

/** The path of the definition that is in use; null if another one is given, or queue and database both are, and for logins. */
export const eventPathInUse = (settings: Settings, stored: StoredSettings): string | null => {
  const isUnused =
    settings.given?.event === true || (settings.queue.kind === 'remote' && isNamed(settings.database))
  if (isUnused) return null
  const profile = stored.profiles.find(({ id }) => id === stored.activeId)
  return (profile === undefined ? stored.embeddedEvent : profile.event) ?? null
}

/** For how long things are kept. */
export interface Retention {
  /** The ledger remembers a message for so many days after it was settled. */
  readonly ledgerDays: number
  /** The texts of messages that were rejected more days ago are erased; null for never. */
  readonly rejectedDays: number | null
}

export const retention = (settings: Settings, { preferences }: StoredSettings): Retention => {
  const { ledgerDays, rejectedDays } = preferences.pipeline
  return {
    ledgerDays: settings.given?.ledgerDays === true ? settings.ledgerDays : ledgerDays,
    rejectedDays: settings.rejectedDays === undefined ? rejectedDays : settings.rejectedDays,
  }
}

/** How the next run is made. */
export const runRules = (settings: Settings, { preferences }: StoredSettings): RunRules => {
  const { receivers, writers, batchRows, heldRows, heldBytes, maxRejectedShare } = preferences.pipeline
  return {
    maxRejectedShare: settings.maxRejectedShare === undefined ? maxRejectedShare : settings.maxRejectedShare,
    limits: { ...defaultLimits, receivers, writers, batchRows, heldRows, heldBytes },
    allowUnknownFields: mayHaveUnknownFields(settings, { preferences }),
  }
}

const isMisfitRejected = (
  settings: Settings,
  { preferences }: Pick<StoredSettings, 'preferences'>,
): boolean =>
  settings.rejectsMisfits === true ||
  (settings.given?.rejectsMisfits !== true && preferences.pipeline.rejectMisfits)

const mayHaveUnknownFields = (
  settings: Settings,
  { preferences }: Pick<StoredSettings, 'preferences'>,
): boolean =>
  settings.allowUnknownFields ||
  (settings.given?.allowUnknownFields !== true && preferences.pipeline.allowUnknownFields)
