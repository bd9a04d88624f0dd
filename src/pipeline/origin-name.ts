import { createHash } from 'node:crypto'

/**
 * Somebody else's name for a message stands in clear in the ledger and goes to terminals and files, so only what looks like a name
 * is kept as it is. Of anything else the digest is kept, which is as good at telling one message from another. Null where it is
 * no text, or an empty one.
 */
export const originName = (text: unknown): string | null => {
  if (typeof text !== 'string' || text === '') return null
  return /^[\w.:/@+=-]{1,256}$/.test(text)
    ? text
    : `named-${createHash('sha256').update('\0').update(text).digest('hex')}`
}
