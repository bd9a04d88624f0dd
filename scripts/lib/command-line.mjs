import { projectEnvironment } from './environment.mjs'
import { projectNode } from './project-node.mjs'
import { inRoot } from './root.mjs'

/** How to start the built command line: program, arguments, options. */
export const commandLine = (args) => [
  projectNode(),
  [inRoot('out/main/cli.js'), ...args],
  { env: projectEnvironment() },
]
