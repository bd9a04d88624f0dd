import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { environment, type Folders } from './folders.ts'
import { root } from './host.ts'

/** Runs a command of the command line on the folders of an app that is not running; returns what it printed. */
export const command = async (folders: Folders, args: readonly string[]): Promise<string> => {
  const options = { cwd: root, env: environment(folders.data) }
  const { stdout } = await promisify(execFile)(process.execPath, ['out/main/cli.js', ...args], options)
  return stdout
}

/** Puts sample messages on the built-in queue. */
export const seed = async (folders: Folders, count: number, malformed: number): Promise<void> => {
  await command(folders, ['seed', '--count', `${count}`, '--malformed', `${malformed}`])
}
