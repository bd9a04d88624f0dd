import { createHmac, createSecretKey } from 'node:crypto'

declare const masked: unique symbol

/** 64 hexadecimal characters that stand for a personal value. Only `createMask` makes them. */
export type Masked = string & { readonly [masked]: true }

export type MaskedField = 'ip' | 'device_id'

/** Masks a value in its canonical form. Equal values of one field give equal masks; across fields they differ. */
export type Mask = (field: MaskedField, canonicalValue: string) => Masked

/**
 * The keyed mask: lower-case hex of HMAC-SHA-256 (RFC 2104) over `field`, a NUL and the value in UTF-8, under a key of
 * 32 bytes. A bare hash of an IPv4 address is undone by trying all 2^32 of them; this one only by whoever has the key.
 */
export const createMask = (key: Uint8Array): Mask => {
  // Made once: to make one of raw bytes for each value costs several times the hash itself.
  const secret = createSecretKey(key)
  return (field, canonicalValue) =>
    createHmac('sha256', secret).update(`${field}\0${canonicalValue}`, 'utf8').digest('hex') as Masked
}

/**
 * A short name for a key that tells nothing of it: the first 16 hexadecimal characters of an HMAC of a fixed text. It
 * shows that a key is the one that was used before.
 */
export const keyCheckValue = (key: Uint8Array): string =>
  createHmac('sha256', key).update('sluice key check value', 'utf8').digest('hex').slice(0, 16)
