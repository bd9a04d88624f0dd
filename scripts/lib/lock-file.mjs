import { readFileSync } from 'node:fs'
import { inRoot } from './root.mjs'

const readPackages = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

/** Whether a package can be absent: built for another system, or optional for everything that depends on it. */
const mayBeAbsent = (entry) => Boolean(entry.optional || entry.devOptional || entry.peer)

/**
 * Whether the installed packages match the lock file. `wanted` is the `packages` of package-lock.json, `installed`
 * those of the record that npm leaves in node_modules as the last step of a successful installation.
 *
 * @public for its test
 */
export const isInstalled = (wanted, installed) =>
  Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true
    const found = installed[path]
    return found === undefined ? mayBeAbsent(entry) : found.version === entry.version
  })

/** Whether `npm ci` has nothing to do. An interrupted installation leaves no record and so does not count. */
export const dependenciesFit = () => {
  const wanted = readPackages(inRoot('package-lock.json'))
  const installed = readPackages(inRoot('node_modules', '.package-lock.json'))
  return wanted !== null && installed !== null && isInstalled(wanted, installed)
}
