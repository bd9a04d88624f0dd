import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectEnvironment } from './environment.mjs'
import { projectNode } from './project-node.mjs'
import { inRoot } from './root.mjs'
import { run } from './run.mjs'
import { say, Trouble } from './say.mjs'
import { tool } from './tool.mjs'

const stamp = inRoot('out', '.fingerprint')

const products = ['main/index.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html'].map((path) =>
  inRoot('out', path),
)

const sources = () => [
  ...['electron.vite.config.ts', 'built-modules.config.ts', 'package.json', 'package-lock.json'].map((name) =>
    inRoot(name),
  ),
  ...readdirSync(inRoot('src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    // Node 20.11 and older call `parentPath` `path`.
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort(),
]

/** Changes with every change of the sources and of how they are built. */
export const fingerprintOfSources = () => {
  const hash = createHash('sha256')
  for (const path of sources()) hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/** A build by another tool (`electron-vite dev` writes to the same folder) has other times, and is not ours. */
const stampOf = (fingerprint) =>
  [fingerprint, ...products.map((path) => String(statSync(path).mtimeMs))].join('\n')

/** Whether `out/` matches the present sources. */
export const buildFits = () =>
  existsSync(stamp) &&
  products.every((path) => existsSync(path)) &&
  readFileSync(stamp, 'utf8') === stampOf(fingerprintOfSources())

/** Builds main, preload, page and command line into `out/`. */
export const build = async () => {
  const node = projectNode()
  say('Building Sluice.')
  const fingerprint = fingerprintOfSources()
  const { code, text } = await run(node, [tool('electron-vite'), 'build', '--logLevel', 'warn'], {
    env: projectEnvironment(),
    output: 'keep',
  })
  if (code !== 0) throw new Trouble(`${text.trimEnd()}\nThe build failed; what is wrong stands above.`)
  mkdirSync(inRoot('out'), { recursive: true })
  writeFileSync(stamp, stampOf(fingerprint))
}
