import { createCipheriv, createDecipheriv, randomBytes, type DecipherGCM } from 'node:crypto'
import { failure, FailureError } from '../contract/failure.ts'
import type { Delivery } from './ports.ts'

/**
 * Seals messages so that only the holder of the key can read them: AES-256-GCM (NIST SP 800-38D) with a random 96-bit
 * nonce. What is sealed for one name does not open under another, so that two records cannot be swapped unseen.
 * Layout: version (1 byte: 1 for a body alone, 2 for a message with its attributes, as JSON), nonce (12), tag (16),
 * ciphertext. The version is sealed with it from 2 on.
 */
export interface Seal {
  readonly seal: (name: string, message: SealedMessage) => Buffer
  /** Throws `FailureError` with `body-altered` if the key or the name is different, or a byte has changed. */
  readonly open: (name: string, sealed: Uint8Array) => SealedMessage
}

/** What a sender sent. */
export type SealedMessage = Pick<Delivery, 'body' | 'groupId' | 'deduplicationId' | 'attributes'>

/** A message that is only a body. */
export const bareMessage = (body: string): SealedMessage => ({
  ...{ body, groupId: null, deduplicationId: null },
  attributes: [],
})

const bodyAlone = 1
const wholeMessage = 2
const nonceLength = 12
const tagLength = 16
const headerLength = 1 + nonceLength + tagLength

/** @param key 32 bytes, not the mask key. */
export const createSeal = (key: Uint8Array): Seal => ({
  seal: (name, message) => {
    const isBare =
      message.groupId === null && message.deduplicationId === null && message.attributes.length === 0
    const [version, text] = isBare ? [bodyAlone, message.body] : [wholeMessage, asJson(message)]
    const nonce = randomBytes(nonceLength)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    cipher.setAAD(associated(name, version))
    // UTF-16 keeps every string as it is; UTF-8 would replace an unpaired surrogate.
    const ciphertext = Buffer.concat([cipher.update(Buffer.from(text, 'utf16le')), cipher.final()])
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext])
  },
  open: (name, sealed) => {
    const bytes = Buffer.from(sealed)
    const version = bytes[0] ?? 0
    if (bytes.length < headerLength || (version !== bodyAlone && version !== wholeMessage)) throw altered()
    const nonce = bytes.subarray(1, 1 + nonceLength)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAAD(associated(name, version))
    decipher.setAuthTag(bytes.subarray(1 + nonceLength, headerLength))
    const start = decipher.update(bytes.subarray(headerLength))
    const text = Buffer.concat([start, ended(decipher)]).toString('utf16le')
    return version === bodyAlone ? bareMessage(text) : (JSON.parse(text) as SealedMessage)
  },
})

/** The keys were compared when the database was connected, so it is the text that has changed. */
const altered = (): FailureError => new FailureError(failure('body-altered'))

const ended = (decipher: DecipherGCM): Buffer => {
  try {
    return decipher.final()
  } catch {
    // The tag does not fit. Node says so without a code, and nothing else fails here.
    throw altered()
  }
}

/** Only what a delivery's sender sent. JSON keeps an unpaired surrogate as an escape. */
const asJson = ({ body, groupId, deduplicationId, attributes }: SealedMessage): string =>
  JSON.stringify({ body, groupId, deduplicationId, attributes })

const associated = (name: string, version: number): Buffer =>
  Buffer.from(`sluice.rejected\0${version === bodyAlone ? '' : `${version}\0`}${name}`, 'utf8')
