import { readFileSync } from 'node:fs'
import { inRoot } from './root.mjs'
import { Trouble } from './say.mjs'

/**
 * The script behind a tool's command, to be run with the project's Node: works on every system and needs no search
 * path. `tool('@playwright/test', 'playwright')` if package and command differ.
 */
export const tool = (packageName, command = packageName) => {
  const folder = inRoot('node_modules', packageName)
  let bin
  try {
    bin = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).bin
  } catch {
    throw new Trouble(`${packageName} is not installed. Run "npm ci" and start again.`)
  }
  const script = typeof bin === 'string' ? bin : bin[command]
  return inRoot(folder, script)
}
