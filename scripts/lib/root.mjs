import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout, whatever the current folder is. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** An absolute path inside the checkout. */
export const inRoot = (...parts) => resolve(root, ...parts)
