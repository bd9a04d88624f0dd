import { hash } from 'node:crypto'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'

/** How the ledger stores an origin. */
export interface OriginKey {
  /** A uuid in its canonical spelling. */
  readonly key: string
  /** The origin itself; null if the key is its text. */
  readonly text: string | null
}

/** Returns a digest of at least 32 hexadecimal digits. */
export type Digest = (text: string) => string

const sha256: Digest = (text) => hash('sha256', text, 'hex')

/** The canonical spelling (RFC 9562), except for version 8, which we use for hashes. */
const ownKey = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-79a-f][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * The key of an origin; only this makes one. A uuid in its canonical spelling is its own key. Anything else,
 * including another spelling of a uuid, gets the first 128 bits of its SHA-256 as a uuid of version 8, which RFC 9562
 * leaves to applications. Origins that are uuids of version 8 are hashed like any text, so that nobody can choose one
 * that meets the key of another.
 */
export const originKey = (origin: string, digest: Digest = sha256): OriginKey => {
  if (ownKey.test(origin)) return { key: origin, text: null }
  // What the database gets in place of an unpaired surrogate.
  const text = origin.toWellFormed()
  const hex = digest(text)
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20)]
  return { key: [...parts, hex.slice(20, 32)].join('-'), text }
}

/**
 * The keys of origins, in their order. Throws `PortError` with `origin-collision` if two different origins among them
 * have one key.
 */
export const originKeys = (origins: readonly string[], digest: Digest = sha256): readonly OriginKey[] => {
  /** Only for hashed ones: a key that is its own text belongs to nothing else. */
  const textOf = new Map<string, string>()
  return origins.map((origin) => {
    const made = originKey(origin, digest)
    if (made.text === null) return made
    const other = textOf.get(made.key)
    if (other !== undefined && other !== made.text) throw originCollision()
    textOf.set(made.key, made.text)
    return made
  })
}

/** Two origins have one key. Both cannot be in the ledger, and neither is a duplicate of the other. */
export const originCollision = (): PortError => new PortError('permanent', failure('origin-collision'))
