import { formatCount } from '../contract/amount.ts'
import { resolve } from 'node:path'
import type { EventDefinition } from '../contract/event-definition.ts'
import { failure } from '../contract/failure.ts'
import { logins } from '../contract/logins.ts'
import { preferenceBounds } from '../contract/preferences.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import type { AcceptedChanges } from '../adapters/postgres/event-objections.ts'
import { leastLedgerDays } from '../adapters/postgres/ledger-days.ts'
import { readDatabase, type DatabaseFlags, type DatabaseSettings } from './database-settings.ts'
import { readEventFile } from './event-file.ts'
import { readQueue, type QueueFlags, type QueueSettings } from './queue-settings.ts'
import { readNamedFile } from '../system/own-path.ts'
import { usualDataFolder } from './usual-data-folder.ts'
import { readSwitch } from './switches.ts'

/** What the command line can set; each takes precedence over its environment variable. */
export interface Flags extends QueueFlags, DatabaseFlags {
  readonly ledgerDays?: string | undefined
  readonly rejectedDays?: string | undefined
  readonly widenAppVersion?: boolean | undefined
  readonly allowUnknownFields?: boolean | undefined
  readonly rejectMisfits?: boolean | undefined
  readonly maxRejectedShare?: string | undefined
  /** A file with the definition of the event. */
  readonly event?: string | undefined
  /** Whether changes of the event's definition that must be asked for are agreed to. */
  readonly acceptChanges?: boolean | undefined
  /** Fields whose masks may differ from those already stored. */
  readonly confirmField?: readonly string[] | undefined
}

/** Where everything is, validated. Contains secrets: it goes to the engine's thread and nowhere else. */
export interface Settings {
  readonly dataFolder: string
  readonly queue: QueueSettings
  readonly database: DatabaseSettings
  /** Keys that were given; null for keys that are generated and kept in the data folder. */
  readonly keys: { readonly mask: Uint8Array | null; readonly seal: Uint8Array | null }
  /** Whether a `user_logins` with rows in it may be changed to fit. */
  readonly mayAlterTable: boolean
  /** Whether columns may stay narrower than their fields, so that what does not fit is rejected. */
  readonly rejectsMisfits?: boolean
  /** Whether nothing but the queue's receive counts may change: no schema or table is created, and nothing is recorded. */
  readonly lookOnly?: boolean
  /** The event that messages are read as. */
  readonly event: EventDefinition
  /** What was agreed to about a changed definition; nothing by default. */
  readonly accepted?: AcceptedChanges | undefined
  readonly allowUnknownFields: boolean
  /** In percent, null for any share; left out where neither the command line nor the environment says. */
  readonly maxRejectedShare?: number | null | undefined
  /** For how many days the ledger remembers a message after it was settled. */
  readonly ledgerDays: number
  /** After how many days the text of a rejected message is erased, null for never; left out as the share is. */
  readonly rejectedDays?: number | null | undefined
  /** What the command line or the environment has decided; nothing by default. */
  readonly given?: {
    readonly ledgerDays: boolean
    readonly allowUnknownFields: boolean
    readonly rejectsMisfits?: boolean
    readonly event?: boolean | undefined
  }
}

/**
 * The settings from the command line and the environment. All mistakes are listed at once, in a failure
 * `settings-invalid`. The only place that reads the environment.
 */
export const loadSettings = (flags: Flags = {}): Result<Settings> => {
  const problems: string[] = []
  const settings = {
    dataFolder: readDataFolder(problems),
    queue: readQueue(flags, process.env, problems),
    database: readDatabase(
      flags,
      process.env,
      readSwitch('SLUICE_DATABASE_IAM', process.env, problems),
      problems,
    ),
    keys: {
      mask: readKey('SLUICE_MASK_KEY', problems),
      seal: readKey('SLUICE_SEAL_KEY', problems),
    },
    maxRejectedShare: readRejectedShare(flags, problems),
    event: readEvent(flags, problems),
    accepted: readAccepted(flags),
    mayAlterTable: flags.widenAppVersion === true,
    ledgerDays: readLedgerDays(flags, problems),
    rejectedDays: readRejectedDays(flags, problems),
    given: {
      ledgerDays: (flags.ledgerDays ?? variable('SLUICE_LEDGER_DAYS')) !== undefined,
      allowUnknownFields: (flags.allowUnknownFields ?? variable('SLUICE_ALLOW_UNKNOWN_FIELDS')) !== undefined,
      rejectsMisfits: (flags.rejectMisfits ?? variable('SLUICE_REJECT_MISFITS')) !== undefined,
      event: eventPath(flags) === undefined ? undefined : true,
    },
    rejectsMisfits: flags.rejectMisfits ?? readSwitch('SLUICE_REJECT_MISFITS', process.env, problems),
    allowUnknownFields:
      flags.allowUnknownFields ?? readSwitch('SLUICE_ALLOW_UNKNOWN_FIELDS', process.env, problems),
  }
  if (problems.length > 0) return failed(failure('settings-invalid', { problems: problems.join('\n') }))
  return ok(settings)
}

/** Empty counts as unset, as people unset variables in files that way. */
/** Whether the environment names a display (X11 or Wayland). */
export const namesScreen = (): boolean =>
  ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => variable(name) !== undefined)

const variable = (name: string): string | undefined => process.env[name] || undefined

const readDataFolder = (problems: string[]): string => {
  const variables = { localAppData: variable('LOCALAPPDATA'), xdgDataHome: variable('XDG_DATA_HOME') }
  const folder = variable('SLUICE_DATA_DIR') ?? usualDataFolder(variables)
  if (folder === null) problems.push('This account has no home folder; name a folder with SLUICE_DATA_DIR.')
  return resolve(folder ?? '.')
}

const readKey = (name: string, problems: string[]): Uint8Array | null => {
  const file = variable(`${name}_FILE`)
  const given = variable(name)
  if (given !== undefined && file !== undefined) problems.push(`Give ${name} or ${name}_FILE, not both.`)
  if (given === undefined && file === undefined) return null
  const text = given ?? readText(file ?? '')
  if (text === null) {
    problems.push(`The file that ${name}_FILE names cannot be read.`)
    return null
  }
  const key = decodeKey(text)
  if (key === null)
    problems.push(`${name} must be base64 of exactly 32 bytes; make one with: openssl rand -base64 32`)
  return key
}

const readText = (path: string): string | null => {
  try {
    return readNamedFile(path)
  } catch {
    return null
  }
}

/** Base64 of exactly 32 bytes, with or without padding; null for anything else. */
export const decodeKey = (text: string): Uint8Array | null =>
  /^[A-Za-z0-9+/]{43}=?$/.test(text.trim()) ? new Uint8Array(Buffer.from(text.trim(), 'base64')) : null

const readLedgerDays = (flags: Flags, problems: string[]): number => {
  const text = flags.ledgerDays ?? variable('SLUICE_LEDGER_DAYS') ?? '365'
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (days < leastLedgerDays) {
    problems.push(
      `The ledger remembers at least ${leastLedgerDays} days, as long as a message can lie in a queue and its dead-letter queue; correct --ledger-days or SLUICE_LEDGER_DAYS.`,
    )
  }
  return days
}

const readRejectedDays = (flags: Flags, problems: string[]): number | null | undefined => {
  const text = (flags.rejectedDays ?? variable('SLUICE_REJECTED_DAYS'))?.trim().toLowerCase()
  if (text === undefined) return undefined
  if (text === 'off') return null
  const { least, most } = preferenceBounds.rejectedDays
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (days >= least && days <= most) return days
  problems.push(
    `The texts of rejected messages are kept for ${least} to ${formatCount(most)} days, or off for as long as they are there; correct --rejected-days or SLUICE_REJECTED_DAYS.`,
  )
  return undefined
}

const eventPath = (flags: Flags): string | undefined => flags.event ?? variable('SLUICE_EVENT')

/** Logins by default. */
const readEvent = (flags: Flags, problems: string[]): EventDefinition => {
  const file = eventPath(flags)
  if (file === undefined) return logins
  const reading = readEventFile(file)
  if (reading.ok) return reading.definition
  problems.push(...reading.mistakes)
  return logins
}

const readAccepted = ({ acceptChanges, confirmField }: Flags): AcceptedChanges | undefined =>
  acceptChanges === undefined && confirmField === undefined
    ? undefined
    : { asked: acceptChanges === true, fields: confirmField ?? [], seen: null }

const readRejectedShare = (flags: Flags, problems: string[]): number | null | undefined => {
  const text = (flags.maxRejectedShare ?? variable('SLUICE_MAX_REJECTED_SHARE'))?.trim().toLowerCase()
  if (text === undefined) return undefined
  if (text === 'off') return null
  const { least, most } = preferenceBounds.maxRejectedShare
  const share = /^\d{1,3}%?$/.test(text) ? Number.parseInt(text, 10) : 0
  if (share >= least && share <= most) return share
  problems.push(
    `The share of rejected messages that ends a run is a whole number of percent from ${least} to ${most}, or off; correct --max-rejected-share or SLUICE_MAX_REJECTED_SHARE.`,
  )
  return undefined
}
