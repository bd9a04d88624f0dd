import { test } from 'vitest'
import { isEverything } from './everything.ts'

/**
 * A test that takes long, of a kind that `npm test` walks with shorter ones: `npm run prove` runs it, in the suite that names
 * its file. `npm test` skips it, and says why in its last lines.
 */
export const longTest = test.runIf(isEverything)
