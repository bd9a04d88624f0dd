import { projectEnvironment } from './environment.mjs'
import { projectNode } from './project-node.mjs'
import { inRoot } from './root.mjs'

/**
 * Most of what a run makes is garbage at once. A small space for the young keeps the process small and costs no speed;
 * `npm run bench -- memory` shows it. In the app the engine's thread has the same bound.
 */
const memoryFlags = ['--max-semi-space-size=8']

/** How to start the built command line: program, arguments, options. */
export const commandLine = (args) => [
  projectNode(),
  [...memoryFlags, inRoot('out/main/cli.js'), ...args],
  { env: projectEnvironment() },
]
