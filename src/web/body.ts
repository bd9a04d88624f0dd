import type { IncomingMessage } from 'node:http'

/** The largest input of a command, in bytes: the whole text of the largest message, with much of it escaped. */
export const bodyLimit = 4 * 1024 * 1024

export type Body =
  | { readonly state: 'read'; readonly text: string }
  | { readonly state: 'too-long' }
  /** The client disconnected before the end. */
  | { readonly state: 'cut' }

/** Reads a request's body, never storing more than the limit. */
export const readBody = async (request: IncomingMessage): Promise<Body> => {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) return { state: 'too-long' }
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > bodyLimit) return { state: 'too-long' }
      chunks.push(chunk)
    }
  } catch {
    return { state: 'cut' }
  }
  return { state: 'read', text: Buffer.concat(chunks).toString('utf8') }
}
