import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'

/** Environment for programs that tests start often: Node caches compiled code and starts faster. */
export const compiledBefore = { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../../.cache/compiled') }

/** Files of the build, which `npm test` makes first. */
const built = (name: string): string => resolve(import.meta.dirname, '../../out/main', name)

export const queueThread = pathToFileURL(built('queue-thread.js'))
export const engineThread = pathToFileURL(built('engine-thread.js'))
export const commandLine = built('cli.js')
