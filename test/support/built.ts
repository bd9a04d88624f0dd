import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'

/** Files of the build, which `npm test` makes first. */
const built = (name: string): string => resolve(import.meta.dirname, '../../out/main', name)

export const queueThread = pathToFileURL(built('queue-thread.js'))
export const engineThread = pathToFileURL(built('engine-thread.js'))
export const commandLine = built('cli.js')
