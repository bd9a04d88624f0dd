import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fingerprintOfSources } from './build.mjs'
import { projectEnvironment } from './environment.mjs'
import { projectNode } from './project-node.mjs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'
import { say, Trouble } from './say.mjs'
import { tool } from './tool.mjs'

const stamp = inRoot('.cache', 'built-modules', '.fingerprint')

/**
 * Builds every module with unit tests by the product's own rules, each into its own file, if the sources have
 * changed.
 */
export const buildModules = async () => {
  const fingerprint = fingerprintOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return
  say('Building each module for its unit tests.')
  const args = [tool('electron-vite'), 'build', '--config', 'built-modules.config.ts', '--logLevel', 'error']
  const { code, text } = await run(projectNode(), args, { env: projectEnvironment(), output: 'keep' })
  if (code !== 0)
    throw new Trouble(`${text.trimEnd()}\nThe modules could not be built; what is wrong stands above.`)
  writeFileSync(stamp, fingerprint)
}
