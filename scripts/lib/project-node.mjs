import { existsSync } from 'node:fs'
import { inRoot } from './root.mjs'
import { Trouble } from './say.mjs'

const needed = 24

const own = inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

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
 * Chooses the Node that everything runs on: the machine's own where it is new enough, else the one that npm installs as an
 * optional package. Null where there is neither.
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
      `optional package, but could not set it up: there may be none for this system, or install scripts are ` +
      `switched off (ignore-scripts).\nInstall Node ${needed}, or run "npm rebuild --ignore-scripts=false", and start again.`,
  )
}
