import { readFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { failure } from '../contract/failure.ts'
import { preferenceBounds } from '../contract/preferences.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { leastLedgerDays } from '../adapters/postgres/retention.ts'
import { readQueueName, type QueueName } from '../adapters/sqs/queue-name.ts'

/** What the command line may say; each goes before its environment variable. */
export interface Flags {
  readonly queue?: string | undefined
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
  readonly protocol?: string | undefined
  readonly databaseUrl?: string | undefined
  readonly ledgerDays?: string | undefined
  readonly widenAppVersion?: boolean | undefined
  readonly allowUnknownFields?: boolean | undefined
  readonly maxRejectedShare?: string | undefined
}

export interface RemoteQueue {
  readonly kind: 'remote'
  readonly queue: QueueName
  /** Null for AWS's own in the region. */
  readonly endpoint: string | null
  /** Null where none is set: an endpoint of one's own needs none, AWS does. */
  readonly region: string | null
  /** Whether the AWS credential chain is asked. Emulators take any key. */
  readonly hasCredentials: boolean
  readonly protocol: 'auto' | 'json' | 'query'
  /** A profile of the AWS configuration files; the one that AWS_PROFILE names where none is given. */
  readonly awsProfile?: string | null
}

/** Where everything is, checked. Contains secrets: it goes to the engine's thread and nowhere else. */
export interface Settings {
  readonly dataFolder: string
  readonly queue: { readonly kind: 'embedded' } | RemoteQueue
  readonly database: { readonly kind: 'embedded' } | { readonly kind: 'remote'; readonly url: string }
  /** Keys that were given; null for keys that are made and kept in the data folder. */
  readonly keys: { readonly mask: Uint8Array | null; readonly seal: Uint8Array | null }
  /** Whether a `user_logins` with rows in it may be changed to fit. */
  readonly mayAlterTable: boolean
  /** Whether nothing may be changed but the queue's receive counts: neither schema nor table is made, and nothing is noted. */
  readonly lookOnly?: boolean
  readonly allowUnknownFields: boolean
  /** In percent, null for any share; left out where neither the command line nor the environment says. */
  readonly maxRejectedShare?: number | null | undefined
  /** For how many days the ledger remembers a message after it was settled. */
  readonly ledgerDays: number
  /** What the command line or the environment has decided; nothing, where this is left out. */
  readonly given?: { readonly ledgerDays: boolean; readonly allowUnknownFields: boolean }
}

/** The queue that is used where none is named. */
export const defaultQueueName = 'login-queue'

/**
 * The settings from the command line and the environment. All mistakes are listed at once, in a failure
 * `settings-invalid`. The only place that reads the environment.
 */
export const loadSettings = (flags: Flags = {}): Result<Settings> => {
  const problems: string[] = []
  const settings = {
    dataFolder: resolve(variable('SLUICE_DATA_DIR') ?? defaultDataFolder()),
    queue: readQueue(flags, problems),
    database: readDatabase(flags, problems),
    keys: {
      mask: readKey('SLUICE_MASK_KEY', problems),
      seal: readKey('SLUICE_SEAL_KEY', problems),
    },
    maxRejectedShare: readRejectedShare(flags, problems),
    mayAlterTable: flags.widenAppVersion === true,
    ledgerDays: readLedgerDays(flags, problems),
    given: {
      ledgerDays: (flags.ledgerDays ?? variable('SLUICE_LEDGER_DAYS')) !== undefined,
      allowUnknownFields: (flags.allowUnknownFields ?? variable('SLUICE_ALLOW_UNKNOWN_FIELDS')) !== undefined,
    },
    allowUnknownFields: flags.allowUnknownFields ?? readSwitch('SLUICE_ALLOW_UNKNOWN_FIELDS', problems),
  }
  if (problems.length > 0) return failed(failure('settings-invalid', { problems: problems.join('\n') }))
  return ok(settings)
}

/** Empty counts as not given, as people unset variables in files that way. */
const variable = (name: string): string | undefined => process.env[name] || undefined

/** Root's home folder is closed to the account that PostgreSQL must run as, so root's data lies elsewhere. */
const defaultDataFolder = (): string => {
  if (process.platform === 'win32') return join(variable('LOCALAPPDATA') ?? homedir(), 'Sluice')
  if (userInfo().uid === 0) return '/var/lib/sluice'
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Sluice')
  return join(variable('XDG_DATA_HOME') ?? join(homedir(), '.local', 'share'), 'sluice')
}

const readQueue = (flags: Flags, problems: string[]): Settings['queue'] => {
  const text = flags.queue ?? variable('SLUICE_QUEUE')
  const endpointText = flags.endpoint ?? variable('AWS_ENDPOINT_URL_SQS') ?? variable('AWS_ENDPOINT_URL')
  if (text === undefined && endpointText === undefined) return { kind: 'embedded' }
  if (endpointText !== undefined && !isUrl(endpointText, ['http:', 'https:'])) {
    problems.push(
      `The endpoint is not an http or https URL; give --endpoint or AWS_ENDPOINT_URL_SQS like http://localhost:4566.`,
    )
  }
  const name = text ?? defaultQueueName
  if (/^[a-z]+:\/\//i.test(name) ? !isUrl(name, ['http:', 'https:']) : !isQueueName(name)) {
    problems.push(
      'The queue is neither a name (letters, digits, - and _, at most 80) nor a URL; correct --queue or SLUICE_QUEUE.',
    )
    return { kind: 'embedded' }
  }
  const queue = readQueueName(name)
  if (!isQueueName(queue.name)) {
    problems.push('The queue URL does not end in the name of a queue; correct --queue or SLUICE_QUEUE.')
  }
  const endpoint = endpointText ?? queue.endpoint
  const region = flags.region ?? variable('AWS_REGION') ?? variable('AWS_DEFAULT_REGION') ?? queue.region
  const hasKeys = variable('AWS_ACCESS_KEY_ID') !== undefined || variable('AWS_PROFILE') !== undefined
  return {
    kind: 'remote',
    queue,
    endpoint,
    region,
    hasCredentials: endpoint === null || hasKeys || isAws(endpoint),
    protocol: readProtocol(flags, problems),
  }
}

const readProtocol = (flags: Flags, problems: string[]): RemoteQueue['protocol'] => {
  const text = flags.protocol ?? variable('SLUICE_PROTOCOL') ?? 'auto'
  if (text === 'auto' || text === 'json' || text === 'query') return text
  problems.push('The protocol is auto, json or query; correct --protocol or SLUICE_PROTOCOL.')
  return 'auto'
}

const isAws = (endpoint: string): boolean =>
  URL.canParse(endpoint) && /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname)

const readDatabase = (flags: Flags, problems: string[]): Settings['database'] => {
  const url = flags.databaseUrl ?? variable('DATABASE_URL')
  if (url === undefined) return { kind: 'embedded' }
  if (!isUrl(url, ['postgres:', 'postgresql:']) || !isDecodable(url)) {
    problems.push(
      'The database URL is not valid; give --database-url or DATABASE_URL like postgres://user:password@localhost:5432/postgres.',
    )
  }
  return { kind: 'remote', url }
}

/** A % that starts no escape, as in a password that was not encoded. */
export const isDecodable = (url: string): boolean => {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}

/** Whether SQS would take it as the name of a queue. */
export const isQueueName = (text: string): boolean => /^[A-Za-z0-9_-]{1,80}(\.fifo)?$/.test(text)

export const isUrl = (text: string, protocols: readonly string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol)

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
    return readFileSync(path, 'utf8')
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

const readSwitch = (name: string, problems: string[]): boolean => {
  const text = variable(name)?.toLowerCase()
  if (text === undefined || ['0', 'false', 'no', 'off'].includes(text)) return false
  if (['1', 'true', 'yes', 'on'].includes(text)) return true
  problems.push(`${name} must be true or false.`)
  return false
}
