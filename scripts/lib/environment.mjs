import { delimiter } from 'node:path'
import { isInside } from './inside.mjs'
import { inRoot } from './root.mjs'

const bin = inRoot('node_modules', '.bin')

/** The name under which this environment keeps its search path: Windows spells it `Path`. */
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

/** For npm, which takes `node_modules` apart while it runs: the machine's own Node and nothing out of that folder. */
export const machineEnvironment = (extra = {}) => ({
  ...process.env,
  [pathKey]: outsideTheProject(),
  ...extra,
})
