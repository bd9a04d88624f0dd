import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readAddress, type DatabaseAddress } from '../adapters/postgres/address.ts'
import { isPlainName, isQueueArn, readQueueName } from '../adapters/sqs/queue-name.ts'
import { failure, FailureError } from '../contract/failure.ts'
import type { Mistakes, Profile, ProfileDraft, ProfileField } from '../contract/settings.ts'
import { eventMistakes } from './stored-event.ts'
import { isExposed, isQueueName, isUrl, type RemoteQueue } from './queue-settings.ts'

const stored = z.string().max(2_000)

/** A connection as it is stored. The password of the database stands apart from its URL. */
export const storedProfileSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['docker', 'aws']),
  name: stored,
  queue: stored,
  endpoint: stored,
  region: stored,
  awsProfile: stored,
  databaseUrl: stored,
  password: stored,
  /** The path of a definition; null for the logins that are built in. Former versions, which knew no others, left it out. */
  event: stored.nullable().optional(),
})

export type StoredProfile = z.infer<typeof storedProfileSchema>

/** What a page may know of it. */
export const showProfile = ({ password, event = null, ...profile }: StoredProfile): Profile => ({
  ...profile,
  event,
  hasPassword: password !== '',
})

export interface CheckedProfile {
  readonly mistakes: Mistakes<ProfileField>
  /** To be used only where there are no mistakes. */
  readonly profile: StoredProfile & { readonly event: string | null }
}

/** `/\/+$/` would look at each run of slashes again and again. */
const withoutEndSlashes = (text: string): string => {
  let end = text.length
  while (text[end - 1] === '/') end -= 1
  return text.slice(0, end)
}

/**
 * A connection as typed, made ready to be stored, with everything that is wrong with it. A password that is not typed
 * again is kept only for the server, the user and the way of securing the connection that it was typed for.
 *
 * @param known the stored profiles: the one that is being changed, and the others, whose names are taken
 */
export const checkProfile = (draft: ProfileDraft, known: readonly StoredProfile[]): CheckedProfile => {
  const former = known.find(({ id }) => id === draft.id) ?? null
  const others = known.filter(({ id }) => id !== draft.id)
  const [name, queue, endpoint, region, awsProfile] = [
    draft.name.trim(),
    draft.queue.trim(),
    withoutEndSlashes(draft.endpoint.trim()),
    draft.kind === 'aws' ? draft.region.trim() : '',
    draft.kind === 'aws' ? draft.awsProfile.trim() : '',
  ]
  const event = draft.event?.trim() ?? null
  const typed = splitPassword(draft.databaseUrl.trim())
  const mayKeep = former !== null && serverOf(former.databaseUrl) === serverOf(typed.url)
  const kept = mayKeep ? former.password : ''
  const mistakes = {
    name: nameMistake(name, others),
    queue: queueMistake(draft.kind, queue),
    endpoint: endpointMistake(draft.kind, endpoint),
    region: draft.kind === 'aws' ? regionMistake(region, queue) : null,
    awsProfile: /[\s[\]]/.test(awsProfile) ? 'Give the name as it is written in ~/.aws/config.' : null,
    databaseUrl: databaseMistake(typed.url),
    password:
      former !== null &&
      former.password !== '' &&
      !mayKeep &&
      draft.password === null &&
      typed.password === ''
        ? 'The server, the user or what follows the ? has changed: type the password again, or clear it.'
        : null,
    event: eventMistakes(event).join('\n') || null,
  }
  const password = draft.password || typed.password || (draft.password === null ? kept : '')
  const id = former?.id ?? randomUUID()
  return {
    mistakes: Object.fromEntries(Object.entries(mistakes).filter(([, text]) => text !== null)),
    profile: {
      ...{ id, kind: draft.kind, name, queue, endpoint, region, awsProfile },
      ...{ databaseUrl: typed.url, password, event },
    },
  }
}

/** What people paste has its password in it. */
const splitPassword = (text: string): { readonly url: string; readonly password: string } => {
  const password = addressOf(text)?.password
  const written = /^([^:]+:\/\/[^/?:]*):[^/?]*@/.exec(text)
  if (password?.kind !== 'given' || written === null) return { url: text, password: '' }
  return { url: text.replace(written[0], `${written[1] ?? ''}@`), password: password.text }
}

/** Null for a URL that cannot be read. */
const addressOf = (text: string): DatabaseAddress | null => {
  const read = readAddress(text)
  return read.ok ? read.address : null
}

/** Whom a password is for: user, hosts and ports, and what says who on the way could read it. */
const serverOf = (text: string): string => {
  const address = addressOf(text)
  if (address === null) return text
  const { hosts, user, tls, bindsChannel, onlyScram } = address
  return JSON.stringify([user, hosts, tls, bindsChannel, onlyScram])
}

const nameMistake = (name: string, others: readonly StoredProfile[]): string | null => {
  if (name === '') return 'Give it a name.'
  if (name.length > 60) return 'Give a name of at most 60 characters.'
  const isTaken = others.some((other) => other.name.toLowerCase() === name.toLowerCase())
  return isTaken ? 'Another connection has this name.' : null
}

const queueMistake = (kind: StoredProfile['kind'], text: string): string | null => {
  if (text === '') return 'Give the queue’s name or its URL.'
  if (isPlainName(text))
    return isQueueName(text) ? null : 'A name has letters, digits, - and _, at most 80 of them.'
  if (!isQueueArn(text) && !isUrl(text, ['http:', 'https:']))
    return 'The URL is not valid; it begins with http:// or https://.'
  if (isExposed(text)) return 'Over a network the URL begins with https://.'
  const { name, url } = readQueueName(text)
  if (!isQueueName(name)) return 'The URL does not end in the name of a queue.'
  return url !== null && kind === 'docker' ? 'This queue is AWS’s own: choose AWS above.' : null
}

const endpointMistake = (kind: StoredProfile['kind'], text: string): string | null => {
  if (text === '') return kind === 'docker' ? 'Give the address, like http://localhost:4566.' : null
  if (!isUrl(text, ['http:', 'https:'])) return 'The address begins with http:// or https://.'
  const { username, password } = new URL(text)
  if (username + password !== '') return 'Leave the user and the password out of the address.'
  return isExposed(text) ? 'Over a network the address begins with https://.' : null
}

const regionMistake = (region: string, queue: string): string | null => {
  const inUrl = isQueueArn(queue) || isUrl(queue, ['http:', 'https:']) ? readQueueName(queue).region : null
  if (region === '') return inUrl === null ? 'Give the region, like eu-west-1.' : null
  if (!/^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/.test(region)) return 'A region is written like eu-west-1.'
  return inUrl !== null && inUrl !== region ? `The queue’s URL says ${inUrl}.` : null
}

/** Behind the ? these could name another server or hold a password, where nobody looks for them. */
const ahead = ['host', 'port', 'user', 'password', 'dbname', 'service', 'passfile']

const databaseMistake = (text: string): string | null => {
  if (text === '') return 'Give the URL, like postgres://user@localhost:5432/postgres.'
  const read = readAddress(text)
  if (!read.ok) return read.problems[0] ?? null
  if (/^[a-z]+:\/\/(?:[^/?]*@)?(?:[/?]|$)/i.test(text))
    return 'Give the host, as in postgres://user@localhost:5432/postgres.'
  const names = new URLSearchParams(text.split('?').slice(1).join('?')).keys()
  return [...names].some((name) => ahead.includes(name))
    ? 'Write user, host, port and database ahead of the ?.'
    : null
}

/** Where the queue of a profile is. */
export const queueOf = (profile: StoredProfile): RemoteQueue => {
  const queue = readQueueName(profile.queue)
  return {
    kind: 'remote',
    queue,
    endpoint: profile.endpoint || queue.endpoint,
    region: profile.region || queue.region,
    hasCredentials: profile.kind === 'aws',
    protocol: 'auto',
    awsProfile: profile.awsProfile || null,
  }
}

/** Where its database is, with the password. Throws `FailureError` with `settings-invalid` where its URL cannot be read. */
export const databaseOf = (profile: StoredProfile): DatabaseAddress => {
  const read = readAddress(profile.databaseUrl)
  if (!read.ok) throw new FailureError(failure('settings-invalid', { problems: read.problems.join('\n') }))
  if (profile.password === '') return read.address
  return { ...read.address, password: { kind: 'given', text: profile.password } }
}
