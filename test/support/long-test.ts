import { test } from 'vitest'
import { leftToProve } from './everything.ts'

interface LongTest {
  (name: string, run: () => Promise<void>, timeout?: number): void
  (name: string, options: { readonly timeout: number }, run: () => Promise<void>): void
}

const reason = leftToProve

/**
 * A long test of a kind that `npm test` covers with shorter ones: `npm run prove` runs it, in the suite that lists
 * its file; `npm test` skips it with this reason.
 */
export const longTest: LongTest =
  reason === null ? test : (name: string) => test(name, ({ skip }) => skip(reason))
