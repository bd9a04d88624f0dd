import { isLoopback } from '../adapters/postgres/database-host.ts'
import { readAwsHost } from '../adapters/sqs/aws-host.ts'
import type { Network } from '../adapters/sqs/network.ts'
import { isPlainName, isQueueArn, readQueueName, type QueueName } from '../adapters/sqs/queue-name.ts'
import { readAwsProfile } from './aws-files.ts'
import type { Environment } from './database-settings.ts'
import { readSwitch } from './switches.ts'

export interface QueueFlags {
  readonly queue?: string | undefined
  readonly queueOwner?: string | undefined
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
  readonly protocol?: string | undefined
}

export interface RemoteQueue {
  readonly kind: 'remote'
  readonly queue: QueueName
  /** Null for AWS's own in the region. */
  readonly endpoint: string | null
  /** Null if none is set: an endpoint of one's own needs none, AWS does. */
  readonly region: string | null
  /** Whether the AWS credential chain is asked. Emulators take any key. */
  readonly hasCredentials: boolean
  readonly protocol: 'auto' | 'json' | 'query'
  /** A profile of the AWS configuration files; the one that AWS_PROFILE names where none is given. */
  readonly awsProfile?: string | null
  /** How the network is left; nothing where it is left directly. */
  readonly network?: Network
}

export type QueueSettings = { readonly kind: 'embedded' } | RemoteQueue

/** The queue that is used where none is named. */
export const defaultQueueName = 'login-queue'

/** The queue that the command line or the environment names; a flag overrides a variable. */
export const readQueue = (flags: QueueFlags, environment: Environment, problems: string[]): QueueSettings => {
  const variable = (name: string) => environment[name] || undefined
  const text = flags.queue ?? variable('SLUICE_QUEUE')
  const endpointText = flags.endpoint ?? variable('AWS_ENDPOINT_URL_SQS') ?? variable('AWS_ENDPOINT_URL')
  if (text === undefined && endpointText === undefined) return { kind: 'embedded' }
  if (endpointText !== undefined && !isUrl(endpointText, ['http:', 'https:'])) {
    problems.push(
      `The endpoint is not an http or https URL; give --endpoint or AWS_ENDPOINT_URL_SQS like http://localhost:4566.`,
    )
  }
  const name = text ?? defaultQueueName
  if (isPlainName(name) ? !isQueueName(name) : !isQueueArn(name) && !isUrl(name, ['http:', 'https:'])) {
    problems.push(
      'The queue is neither a name (letters, digits, - and _, at most 80) nor a URL nor an ARN; correct --queue or SLUICE_QUEUE.',
    )
    return { kind: 'embedded' }
  }
  const queue = withOwner(readQueueName(name), flags.queueOwner ?? variable('SLUICE_QUEUE_OWNER'), problems)
  if (!isQueueName(queue.name)) {
    problems.push('The queue URL does not end in the name of a queue; correct --queue or SLUICE_QUEUE.')
  }
  const endpoint = endpointText ?? queue.endpoint
  if (isExposed(endpoint ?? queue.url) && !readSwitch('SLUICE_ALLOW_HTTP', environment, problems))
    problems.push(
      'The queue service would be spoken to in clear text over a network; give an https URL, or SLUICE_ALLOW_HTTP=true where nobody on the way can listen.',
    )
  const profile = readAwsProfile(variable('AWS_PROFILE') ?? 'default', environment)
  const hasKeys = variable('AWS_ACCESS_KEY_ID') !== undefined || variable('AWS_PROFILE') !== undefined
  const hasCredentials =
    endpoint === null || hasKeys || profile.hasCredentials || awsRegion(endpoint) !== null
  return {
    kind: 'remote',
    queue,
    endpoint,
    // What the queue or the service says of itself is true, whatever region is usual here.
    region:
      flags.region ??
      queue.region ??
      (endpoint === null ? null : awsRegion(endpoint)) ??
      variable('AWS_REGION') ??
      variable('AWS_DEFAULT_REGION') ??
      (hasCredentials ? profile.region : null),
    hasCredentials,
    protocol: readProtocol(flags.protocol ?? variable('SLUICE_PROTOCOL') ?? 'auto', problems),
    ...networkOf(environment, endpoint),
  }
}

const withOwner = (queue: QueueName, owner: string | undefined, problems: string[]): QueueName => {
  if (owner === undefined) return queue
  if (!/^\d{12}$/.test(owner))
    problems.push(
      'The owner of the queue is an AWS account of twelve digits; correct --queue-owner or SLUICE_QUEUE_OWNER.',
    )
  // A URL says whose the queue is.
  return queue.url === null ? { ...queue, owner } : queue
}

const awsRegion = (endpoint: string): string | null =>
  URL.canParse(endpoint) ? (readAwsHost(new URL(endpoint).hostname)?.region ?? null) : null

const readProtocol = (text: string, problems: string[]): RemoteQueue['protocol'] => {
  if (text === 'auto' || text === 'json' || text === 'query') return text
  problems.push('The protocol is auto, json or query; correct --protocol or SLUICE_PROTOCOL.')
  return 'auto'
}

/**
 * Proxies have names in both spellings, of which the one in small letters goes first, as curl has it. This machine is
 * never reached through one.
 */
const networkOf = (environment: Environment, endpoint: string | null): { readonly network?: Network } => {
  const isHere = endpoint !== null && URL.canParse(endpoint) && isLoopback(new URL(endpoint).hostname)
  const either = (name: string) =>
    isHere ? null : environment[name.toLowerCase()] || environment[name] || null
  const network = {
    authorities: environment.AWS_CA_BUNDLE || null,
    httpProxy: either('HTTP_PROXY') ?? either('ALL_PROXY'),
    httpsProxy: either('HTTPS_PROXY') ?? either('ALL_PROXY'),
    noProxy: either('NO_PROXY'),
  }
  return Object.values(network).some((value) => value !== null) ? { network } : {}
}

/** Whether messages would travel over a network in clear text. LocalStack has names of its own for this machine. */
export const isExposed = (url: string | null): boolean => {
  if (url === null || !URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return protocol === 'http:' && !isLoopback(host) && !/(?:^|\.)localhost\.localstack\.cloud$/.test(host)
}

/** Whether SQS would take it as the name of a queue. */
export const isQueueName = (text: string): boolean => /^[A-Za-z0-9_-]{1,80}(\.fifo)?$/.test(text)

export const isUrl = (text: string, protocols: readonly string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol)
