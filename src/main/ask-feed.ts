/** As `fetch` of the web. In the app it is Electron's, which knows the system's proxy and certificates. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** The longest answer that is read, in bytes. A release with all its files and notes is far shorter. */
const longest = 1024 * 1024

/** How long the whole answer may take, in milliseconds. */
const patience = 20_000

/**
 * What the feed answers; null where it gives no whole answer of a sensible size in time. It follows no redirect, so the
 * answer comes from the address that was built in, sends nothing but the question, and keeps nothing. Never rejects.
 */
export const askFeed = async (fetch: Fetch, url: string, limit = patience): Promise<string | null> => {
  const given = new AbortController()
  const late = setTimeout(() => given.abort(), limit)
  try {
    const answer = await fetch(url, {
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      headers: { accept: 'application/vnd.github+json' },
      signal: given.signal,
    })
    return answer.ok && answer.body !== null ? await readText(answer.body) : null
  } catch {
    return null
  } finally {
    clearTimeout(late)
    // Ends what is still being sent.
    given.abort()
  }
}

const readText = async (body: ReadableStream<Uint8Array>): Promise<string | null> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.byteLength
    if (size > longest) return null
    parts.push(part)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
}
