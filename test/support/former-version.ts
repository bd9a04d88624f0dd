import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'

/** Commits of former versions. */
const commits = {
  /** The last one before migration 0007, whose ledger named origins by their text. */
  ledger: '84b095356f97f3e754544b2bfedc8a2d7aaafcae',
  /** The last one before events became values, which had the six fields of logins built in. */
  events: '48b8d3f1e4fee3a3b283731267a0b1ffa772678b',
} as const

/** The version before the ledger, or before events, became what they are. */
export type Former = keyof typeof commits

const root = resolve(import.meta.dirname, '../..')
const folderOf = (former: Former): string => resolve(root, '.cache/former', commits[former].slice(0, 12))

/** The files that a build of its engine reads. */
const parts = ['src', 'test', 'package.json', 'tsconfig.json']

const run = promisify(execFile)

/** Why the former version cannot be built here; null if it can. */
export const whyNoFormer = async (former: Former = 'ledger'): Promise<string | null> => {
  const commit = commits[former]
  if (existsSync(join(folderOf(former), 'package.json'))) return null
  try {
    await run('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root })
    return null
  } catch {
    return `the history here does not reach back to ${commit.slice(0, 8)}`
  }
}

/** Its sources, unpacked once, beside today's packages. */
const unpack = async (former: Former): Promise<string> => {
  const folder = folderOf(former)
  if (existsSync(join(folder, 'package.json'))) return folder
  const partial = `${folder}-${process.pid}`
  await mkdir(partial, { recursive: true })
  const archive = `${partial}.tar`
  await run('git', ['archive', '--format=tar', `--output=${archive}`, commits[former], ...parts], {
    cwd: root,
  })
  await run('tar', ['-xf', archive, '-C', partial])
  await rm(archive)
  await symlink(join(root, 'node_modules'), join(partial, 'node_modules'), 'junction')
  // Another process may have been faster.
  await rename(partial, folder).catch(() => rm(partial, { recursive: true, force: true }))
  return folder
}

/**
 * Bundles a module of the former version and returns the path of the result.
 *
 * @param path the module, as `test/prove/worker.ts`
 * @param options the version, and whether to build one of today's modules on its sources
 */
export const buildFormer = async (
  path: string,
  { former = 'ledger', ownCopy = false }: { readonly former?: Former; readonly ownCopy?: boolean } = {},
): Promise<string> => {
  const sources = await unpack(former)
  const name = path.replace(/.*\//, '').replace(/\.ts$/, '')
  const whole = join(sources, 'built', name)
  const script = join(whole, `${name}.js`)
  if (ownCopy) {
    await mkdir(dirname(join(sources, path)), { recursive: true })
    await copyFile(join(root, path), join(sources, path))
  } else if (existsSync(script)) return script
  const partial = `${whole}-${process.pid}`
  await build({
    configFile: false,
    root: sources,
    logLevel: 'warn',
    ssr: { target: 'node' },
    build: {
      ssr: join(sources, path),
      target: 'node24',
      outDir: partial,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: `${name}.js` } },
    },
  })
  await rm(whole, { recursive: true, force: true })
  await rename(partial, whole)
  return script
}
