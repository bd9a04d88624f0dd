import { machineEnvironment } from './environment.mjs'
import { isInside } from './inside.mjs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'
import { say, Trouble } from './say.mjs'

const onWindows = process.platform === 'win32'

/** Windows does not let `npm ci` delete the Node that is running; `npm install` leaves it in place. */
const verb = () => (onWindows && isInside(process.execPath, inRoot('node_modules')) ? 'install' : 'ci')

/**
 * How to start npm: without a shell if npm itself has started us; if it needs one, as a single text, as Node warns of
 * separate arguments to a shell (DEP0190).
 *
 * @public for its test
 */
export const npm = (args, environment = process.env, platform = process.platform) => {
  const { npm_execpath: script, npm_node_execpath: node } = environment
  if (script?.endsWith('.js') && node) return { command: node, args: [script, ...args], shell: false }
  return platform === 'win32'
    ? { command: ['npm', ...args].join(' '), args: [], shell: true }
    : { command: 'npm', args, shell: false }
}

/**
 * Installs what is in package-lock.json, development packages included whatever NODE_ENV says: the build needs them.
 * npm's log level is set, because `npm run --silent` would pass its silence on and hide a failure.
 */
export const installDependencies = async () => {
  say(`Installing dependencies (npm ${verb()}); this takes a minute the first time.`)
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const { command, args, shell } = npm([verb(), ...flags])
  const { code } = await run(command, args, { env: machineEnvironment(), shell })
  if (code === 0) return
  throw new Trouble(
    code === null
      ? 'npm could not be started. It comes with Node: see that it is installed and can be found.'
      : `npm ${verb()} failed (exit code ${code}); what it said stands above. Check the network and the registry settings.`,
  )
}
