import { sep } from 'node:path'
import { machineEnvironment } from './environment.mjs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'
import { say, Trouble } from './say.mjs'

const onWindows = process.platform === 'win32'

/** Windows does not let `npm ci` delete the Node that is running; `npm install` leaves it in place. */
const verb = () => (onWindows && process.execPath.startsWith(inRoot('node_modules') + sep) ? 'install' : 'ci')

/**
 * Installs what package-lock.json asks for. Development packages belong to it whatever NODE_ENV says: the build is one.
 * npm's own level of talk is set, because `npm run --silent` would hand its silence down and hide a failure.
 */
export const installDependencies = async () => {
  const command = ['npm', verb(), '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  say(`Installing dependencies (${command.slice(0, 2).join(' ')}); this takes a minute the first time.`)
  const [npm, ...args] = [...command, '--loglevel=error']
  const { code } = await run(npm, args, { env: machineEnvironment(), shell: onWindows })
  if (code === 0) return
  throw new Trouble(
    code === null
      ? 'npm could not be started. It comes with Node: see that it is installed and can be found.'
      : `npm ${verb()} failed (exit code ${code}); what it said stands above. Check the network and the registry settings.`,
  )
}
