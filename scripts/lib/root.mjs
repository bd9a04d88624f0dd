import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout, whatever folder a command was given in. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** An absolute path inside the checkout. */
export const inRoot = (...parts) => resolve(root, ...parts)
