import { delimiter } from 'node:path'
import { isInside } from './inside.mjs'
import { inRoot } from './root.mjs'

const bin = inRoot('node_modules', '.bin')

/** The name of the search path's variable in this environment: Windows spells it `Path`. */
const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'

const outsideTheProject = () =>
  (process.env[pathKey] ?? '')
    .split(delimiter)
    .filter((folder) => folder === '' || !isInside(folder, inRoot('node_modules')))
    .join(delimiter)

/** For the project's tools: `node` is the project's own. */
export const projectEnvironment = (extra = {}) => ({
  ...process.env,
  [pathKey]: `${bin}${delimiter}${outsideTheProject()}`,
  ...extra,
})

/** For npm, which takes `node_modules` apart while it runs: the machine's own Node and nothing from that folder. */
export const machineEnvironment = (extra = {}) => ({
  ...process.env,
  [pathKey]: outsideTheProject(),
  ...extra,
})

/** Variables that are meant for Sluice itself: its keys, and the ways into queues and databases. */
const ours = /^(?:SLUICE_|AWS_|DATABASE_URL|PG)/i

/**
 * For tools that get a checkout ready (npm and the install scripts of packages, the build, a browser's download):
 * everything except what is meant for Sluice. Sluice and its tests are started with the whole environment.
 */
export const toolEnvironment = (env = process.env) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)))
