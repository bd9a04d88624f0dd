import { createHmac, createSecretKey } from 'node:crypto'

declare const masked: unique symbol

/** 64 hexadecimal characters in place of a personal value. Only `createMask` makes them. */
export type Masked = string & { readonly [masked]: true }

/**
 * Masks a value in its canonical form under a name. Equal values under one name give equal masks; under different names they
 * differ.
 */
export type Mask = (name: string, canonicalValue: string) => Masked

/**
 * The keyed mask: lower-case hex of HMAC-SHA-256 (RFC 2104) over the name, a NUL and the value in UTF-8, under a key
 * of 32 bytes. A bare hash of an IPv4 address is undone by trying all 2^32 of them; this one only with the key.
 */
export const createMask = (key: Uint8Array): Mask => {
  // Made once: making one from raw bytes for each value costs several times the hash itself.
  const secret = createSecretKey(key)
  return (name, canonicalValue) =>
    createHmac('sha256', secret).update(`${name}\0${canonicalValue}`, 'utf8').digest('hex') as Masked
}

/**
 * A short name for a key that reveals nothing of it: the first 16 hexadecimal characters of an HMAC of a fixed text.
 * It shows that a key is the same as before.
 */
export const keyCheckValue = (key: Uint8Array): string =>
  createHmac('sha256', key).update('sluice key check value', 'utf8').digest('hex').slice(0, 16)
