import { createHash } from 'node:crypto'

/**
 * A sender's name for a message is in clear in the ledger and goes to terminals and files, so only what looks like a
 * name is kept as it is. Anything else is replaced by its digest, which distinguishes messages just as well. Null if
 * it is not text, or an empty one.
 */
export const originName = (text: unknown): string | null => {
  if (typeof text !== 'string' || text === '') return null
  return /^[\w.:/@+=-]{1,256}$/.test(text)
    ? text
    : `named-${createHash('sha256').update('\0').update(text).digest('hex')}`
}
