import { existsSync } from 'node:fs'
import { inRoot } from './root.mjs'
import { Trouble } from './say.mjs'

const needed = 24

const own = inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * The Node that everything runs on: the project's own, which npm installs like any package. Where its install script
 * was not allowed to run, a fit Node that runs this very script does as well.
 */
export const projectNode = () => {
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= needed) return process.execPath
  throw new Trouble(
    `Sluice brings its own Node ${needed}, but npm was not allowed to set it up: install scripts are switched off ` +
      `(ignore-scripts).\nRun "npm rebuild --ignore-scripts=false", or use Node ${needed} or newer, and start again.`,
  )
}
