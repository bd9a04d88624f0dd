import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { failure, FailureError } from '../contract/failure.ts'

/**
 * Seals texts so that only the holder of the key can read them: AES-256-GCM (NIST SP 800-38D) with a random 96-bit
 * nonce. What is sealed for one name does not open under another, so that two records cannot be swapped unseen.
 * Layout: version (1 byte, 1), nonce (12), tag (16), ciphertext.
 */
export interface Seal {
  readonly seal: (name: string, text: string) => Buffer
  /** Throws `FailureError` with `body-altered` where the key or the name is another one, or a byte has changed. */
  readonly open: (name: string, sealed: Uint8Array) => string
}

const version = 1
const nonceLength = 12
const tagLength = 16
const headerLength = 1 + nonceLength + tagLength

/** @param key 32 bytes, not the mask key. */
export const createSeal = (key: Uint8Array): Seal => ({
  seal: (name, text) => {
    const nonce = randomBytes(nonceLength)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    cipher.setAAD(associated(name))
    // UTF-16 keeps every string as it is; UTF-8 would replace half a surrogate pair.
    const ciphertext = Buffer.concat([cipher.update(Buffer.from(text, 'utf16le')), cipher.final()])
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext])
  },
  open: (name, sealed) => {
    const bytes = Buffer.from(sealed)
    if (bytes.length < headerLength || bytes[0] !== version) throw altered()
    const nonce = bytes.subarray(1, 1 + nonceLength)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAAD(associated(name))
    decipher.setAuthTag(bytes.subarray(1 + nonceLength, headerLength))
    const text = decipher.update(bytes.subarray(headerLength))
    try {
      return Buffer.concat([text, decipher.final()]).toString('utf16le')
    } catch {
      // The tag does not fit. Node says so without a code, and nothing else fails here.
      throw altered()
    }
  },
})

/** The keys were compared when the database was connected, so it is the text that is another one. */
const altered = (): FailureError => new FailureError(failure('body-altered'))

const associated = (name: string): Buffer => Buffer.from(`sluice.rejected\0${name}`, 'utf8')
