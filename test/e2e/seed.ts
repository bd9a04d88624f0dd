import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { environment, type Folders } from './folders.ts'
import { root } from './host.ts'

/** Puts sample messages on the built-in queue of an app that is not running. */
export const seed = async (folders: Folders, count: number, malformed: number): Promise<void> => {
  const args = ['out/main/cli.js', 'seed', '--count', `${count}`, '--malformed', `${malformed}`]
  await promisify(execFile)(process.execPath, args, { cwd: root, env: environment(folders.data) })
}
