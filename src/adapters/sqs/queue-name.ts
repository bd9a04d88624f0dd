/** A queue as people name it: by its name, or by its URL. */
export interface QueueName {
  readonly name: string
  /** The URL as given, where it is AWS's own and may be used as it is. */
  readonly url: string | null
  /** Where the URL says that the service is; null for a name, or where AWS's own is meant. */
  readonly endpoint: string | null
  readonly region: string | null
}

/**
 * Takes apart a queue's name or URL. AWS's URLs (`https://sqs.eu-west-1.amazonaws.com/123456789012/name`) are used as they
 * are. Emulators answer only to the spelling of the host that they made up themselves, so of their URLs only the
 * service's address and the name are taken, and the queue is then looked up by name.
 */
export const readQueueName = (text: string): QueueName => {
  if (!/^https?:\/\//i.test(text)) return { name: text, url: null, endpoint: null, region: null }
  const url = new URL(text)
  const name = url.pathname.split('/').filter(Boolean).at(-1) ?? ''
  const region = /^sqs\.([a-z0-9-]+)\./.exec(url.hostname)?.[1] ?? null
  if (/\.amazonaws\.com(\.cn)?$/.test(url.hostname)) return { name, url: text, endpoint: null, region }
  // Names under .localhost are the loopback address (RFC 6761), but not every resolver knows.
  if (url.hostname.endsWith('.localhost')) url.hostname = '127.0.0.1'
  return { name, url: null, endpoint: url.origin, region }
}
