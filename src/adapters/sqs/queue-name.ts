import { readAwsHost } from './aws-host.ts'

/** A queue as people name it: by its name, by its URL or by its ARN. */
export interface QueueName {
  readonly name: string
  /** The URL as given, if it is AWS's own and can be used as it is. */
  readonly url: string | null
  /** The service's address in the URL; null for a name, or for AWS's own. */
  readonly endpoint: string | null
  readonly region: string | null
  /** The queue's account, if an ARN has it; the queue is looked up there. */
  readonly owner?: string | null
}

const arn = /^arn:aws[a-z-]*:sqs:([a-z0-9-]+):(\d{12}):([^:]+)$/

/** Whether it is meant as the name of a queue, and neither as its URL nor as its ARN. */
export const isPlainName = (text: string): boolean => !/^[a-z]+:\/\//i.test(text) && !text.startsWith('arn:')

/** Whether it has the form of an ARN of a queue. */
export const isQueueArn = (text: string): boolean => arn.test(text)

/**
 * Takes apart a queue's name, URL or ARN. AWS's URLs (`https://sqs.eu-west-1.amazonaws.com/123456789012/name`) are
 * used as they are. Emulators accept only their own spelling of the host, so only the service's address and the name
 * are taken from their URLs, and the queue is then looked up by name.
 */
export const readQueueName = (text: string): QueueName => {
  const [, arnRegion, owner, arnName] = arn.exec(text) ?? []
  if (arnRegion !== undefined && arnName !== undefined)
    return { name: arnName, url: null, endpoint: null, region: arnRegion, owner: owner ?? null }
  if (!/^https?:\/\//i.test(text)) return { name: text, url: null, endpoint: null, region: null }
  const url = new URL(text)
  const name = url.pathname.split('/').filter(Boolean).at(-1) ?? ''
  const aws = readAwsHost(url.hostname)
  if (aws !== null) return { name, url: text, endpoint: null, region: aws.region }
  const region = /^sqs\.([a-z0-9-]+)\./.exec(url.hostname)?.[1] ?? null
  // Names under .localhost are the loopback address (RFC 6761), but not every resolver knows.
  if (url.hostname.endsWith('.localhost')) url.hostname = '127.0.0.1'
  return { name, url: null, endpoint: url.origin, region }
}
