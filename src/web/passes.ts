import { randomBytes } from 'node:crypto'
import { digest, isSame } from './access.ts'

/** The result of a code: a token for the page, or why there is none. */
export type Redeemed =
  | { readonly state: 'open'; readonly token: string }
  /** It was redeemed before: two have had it, and one of them should not. */
  | { readonly state: 'taken' }
  | { readonly state: 'unknown' }

export type TokenState = 'open' | 'shut' | 'unknown'

/**
 * Codes and tokens of one start. A code is handed to a browser in an address, where other accounts of the machine and
 * the browser's history may see it; it gives one token. The token stays between page and server. A code used a second
 * time revokes the token of the first use: nobody can say which of the two was meant.
 */
export interface Passes {
  readonly issueCode: () => string
  readonly redeem: (code: string) => Redeemed
  readonly stateOf: (token: string) => TokenState
}

interface Pass {
  readonly code: Buffer
  token: Buffer | null
  isShut: boolean
}

/** @param onShut gets the digest of a revoked token */
export const createPasses = (onShut: (token: Buffer) => void): Passes => {
  const passes: Pass[] = []
  return {
    issueCode: () => {
      const code = createToken()
      passes.push({ code: digest(code), token: null, isShut: false })
      return code
    },
    redeem: (code) => {
      const pass = find(passes, (one) => one.code, digest(code))
      if (pass === undefined) return { state: 'unknown' }
      if (pass.token !== null) {
        pass.isShut = true
        onShut(pass.token)
        return { state: 'taken' }
      }
      const token = createToken()
      pass.token = digest(token)
      return { state: 'open', token }
    },
    stateOf: (token) => {
      const pass = find(passes, (one) => one.token, digest(token))
      if (pass === undefined) return 'unknown'
      return pass.isShut ? 'shut' : 'open'
    },
  }
}

/** 32 random bytes, base64url. */
const createToken = (): string => randomBytes(32).toString('base64url')

/** Compares with every one, so that the time taken does not reveal how far it had to look. */
const find = (
  passes: readonly Pass[],
  read: (pass: Pass) => Buffer | null,
  wanted: Buffer,
): Pass | undefined => passes.filter((pass) => isSame(read(pass), wanted)).at(0)
