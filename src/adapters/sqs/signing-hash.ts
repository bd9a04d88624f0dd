import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/** What the SDK gives a hash: text, or bytes in any of their forms. */
type SourceData = string | ArrayBuffer | ArrayBufferView

const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array =>
  typeof data === 'string'
    ? Buffer.from(data, 'utf8')
    : ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data)

/** Keys given as text: the secret of the credentials, and once a day a key that is made from it. */
const mostTexts = 4

/**
 * SHA-256 and its HMAC as the SDK's signer wants them (`sha256` of a client's configuration), whose keys are made ready once.
 * Each request is signed by two HMACs under the same two keys, and Node takes several times as long to make a key of raw bytes
 * as to hash. Each client has its own class, so that its keys go with it.
 */
export const createSigningHash = () => {
  const byBytes = new WeakMap<object, KeyObject>()
  const byText = new Map<string, KeyObject>()

  const keyOf = (secret: SourceData): KeyObject => {
    const known = typeof secret === 'string' ? byText.get(secret) : byBytes.get(secret)
    if (known !== undefined) return known
    const key = createSecretKey(bytesOf(secret))
    if (typeof secret !== 'string') byBytes.set(secret, key)
    else {
      if (byText.size >= mostTexts) byText.clear()
      byText.set(secret, key)
    }
    return key
  }

  return class SigningHash {
    readonly digestLength = 32
    readonly #key: KeyObject | null
    #hash: ReturnType<typeof createHash | typeof createHmac>

    /** @param secret the HMAC's key; left out or empty for the bare hash */
    constructor(secret?: SourceData) {
      this.#key = secret === undefined || secret === '' ? null : keyOf(secret)
      this.#hash = this.#begin()
    }

    update(data: SourceData): void {
      this.#hash.update(bytesOf(data))
    }

    /** The 32 bytes. */
    digest(): Promise<Uint8Array> {
      return Promise.resolve(new Uint8Array(this.#hash.digest()))
    }

    reset(): void {
      this.#hash = this.#begin()
    }

    #begin() {
      return this.#key === null ? createHash('sha256') : createHmac('sha256', this.#key)
    }
  }
}
