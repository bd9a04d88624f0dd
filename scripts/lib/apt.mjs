import { existsSync } from 'node:fs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const minutes = 60_000

const lastWords = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(-2)
    .join('\n')

/** Runs a step quietly; if it fails, shows the end of its output. */
export const attempt = async (command, args, options) => {
  const { code, ended, text } = await run(command, args, { ...options, output: 'keep' })
  if (code === 0) return
  say(ended ? 'That took too long.' : lastWords(text))
}

/** How to get the right to install packages: as we are, by sudo without a password, or null. */
const asRoot = async () => {
  if (process.getuid?.() === 0) return []
  const { code } = await run('sudo', ['-n', 'true'], { limit: 10_000, output: 'keep' })
  return code === 0 ? ['sudo', '-n'] : null
}

/** Installs a package on a Debian system if we may; says `why` first, and nothing if it cannot. */
export const aptInstall = async (name, why) => {
  if (!existsSync('/usr/bin/apt-get')) return
  const prefix = await asRoot()
  if (prefix === null) return
  const apt = async (...args) => {
    const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
    await attempt(command, rest, { limit: 10 * minutes })
  }
  say(why)
  await apt('update')
  await apt('install', '-y', '--no-install-recommends', name)
}
