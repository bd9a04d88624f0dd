import { projectEnvironment } from './environment.mjs'
import { projectNode } from './project-node.mjs'
import { inRoot } from './root.mjs'

/**
 * Most objects of a run are garbage at once. By default V8 keeps them until the process has twice the size. A bound
 * on the young generation and slow growth of the old one keep it small and cost no speed, as `npm run bench -- memory
 * ceiling` shows; half that bound would cost a tenth of the speed.
 */
export const memoryFlags = ['--max-semi-space-size=16', '--heap-growing-percent=30']

/** How to start the built command line: program, arguments, options. */
export const commandLine = (args) => [
  projectNode(),
  [...memoryFlags, inRoot('out/main/cli.js'), ...args],
  { env: projectEnvironment() },
]
