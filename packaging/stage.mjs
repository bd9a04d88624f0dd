import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { inRoot } from '../scripts/lib/root.mjs'
import { rpmAfterRemove, rpmAfterRemoveScript } from './rpm-after-remove.mjs'
import { shippedPackages } from './shipped-packages.mjs'
import { updateFeed } from './update-feed.mjs'

/*
 * What goes into an installer, laid out in two folders: `app`, which becomes the archive that Electron guards, with
 * main, preload and page; and `engine`, which is beside it as plain files, since threads and programs cannot be
 * started from inside an archive. Main checks every file of `engine` against `engine-files.json`, and our own files
 * in the archive against `archive-files.json`. Both lists are in the archive.
 */

/** Only a package's running code and its licence. */
const isOfUse = (path) =>
  !/\.(?:map|d\.[cm]?ts|ts|tsbuildinfo|flow)$|[\\/](?:test|tests|docs?|example|examples|benchmarks?|dist-types|\.github)(?:$|[\\/])|\.md$/i.test(
    path,
  ) || /licen[cs]e|notice|copying/i.test(path.split(sep).at(-1) ?? '')

const copy = (from, to) =>
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) =>
      isOfUse(relative(from, path)) && !relative(from, path).split(sep).includes('node_modules'),
  })

/** A built module and everything that it imports by a relative path. */
const modulesFrom = (entries) => {
  const found = new Set()
  const visit = (file) => {
    if (found.has(file)) return
    found.add(file)
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g))
      visit(resolve(dirname(file), name))
  }
  entries.forEach(visit)
  return [...found]
}

const copyModules = (entries, folder) => {
  for (const file of modulesFrom(entries.map((name) => inRoot('out', 'main', name)))) {
    const target = join(folder, relative(inRoot(), file))
    mkdirSync(dirname(target), { recursive: true })
    cpSync(file, target)
  }
}

/** Every file below a folder, with `/` between names, sorted. */
const filesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()

/** A file's SHA-256 in hex, or a link's target. */
const fingerprint = (path) =>
  lstatSync(path).isSymbolicLink()
    ? `-> ${readlinkSync(path)}`
    : createHash('sha256').update(readFileSync(path)).digest('hex')

/** The list that main checks a folder against (`src/main/shipped-files.ts`), as JSON. */
const listOf = (folder) =>
  JSON.stringify(
    Object.fromEntries(filesUnder(folder).map((file) => [file, fingerprint(join(folder, file))])),
  )

const licenceText = (folder) => {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)/i.test(name))
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
}

/** The licences of everything that is shipped, in one text. */
const licences = (packages) =>
  packages
    .map(({ path, name, version, license }) => {
      const text = licenceText(inRoot(path))
      return `${name} ${version}\n${license ?? 'licence as below'}\n\n${text}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)

/** Packages that are bundled into main, preload or page, by their names in package.json. */
const bundledPackages = () => {
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'))
  const roots = [
    '@mantine/core',
    '@mantine/hooks',
    '@mantine/notifications',
    '@mantine/spotlight',
    '@tabler/icons-react',
    '@tanstack/react-query',
    '@tanstack/react-table',
    'react',
    'react-dom',
    'uplot',
  ]
  const found = new Map()
  const visit = (name, from) => {
    const places = [`${from}/node_modules/${name}`, `node_modules/${name}`]
    const path = places.find((place) => packages[place] !== undefined)
    if (path === undefined || found.has(path)) return
    const entry = packages[path]
    found.set(path, { path, name, version: entry.version, license: entry.license })
    for (const inner of Object.keys(entry.dependencies ?? {})) visit(inner, path)
  }
  for (const name of roots) visit(name, '')
  return [...found.values()]
}

/** CycloneDX 1.6: what is shipped, by package URL. */
const billOfMaterials = (product, packages) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', name: 'sluice', version: product.version } },
  components: packages.map(({ name, version, license }) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    ...(license ? { licenses: [{ expression: license }] } : {}),
  })),
})

/** The project's address, for packages that need a home page: its repository if a workflow builds it. */
const homepage = ({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository }) =>
  server && repository ? `${server}/${repository}` : 'about:blank'

/**
 * package.json of the app in its archive. `desktopName` is the menu entry on Linux that its windows belong to.
 *
 * @public the tests pack with it
 */
export const describedApp = ({ name, productName, version, description, license, main }) => ({
  name,
  productName,
  desktopName: 'sluice.desktop',
  version,
  description,
  license,
  homepage: homepage(process.env),
  type: 'module',
  main,
})

/** Lays out everything below `folder` for one system. The checkout must be built. `debug` is for a test driver. */
export const stage = (folder, platform, arch, { debug = false } = {}) => {
  rmSync(folder, { recursive: true, force: true })
  const app = join(folder, 'app')
  const engine = join(folder, 'engine')
  const product = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const packages = shippedPackages(platform, arch)

  copyModules(['engine-thread.js', 'queue-thread.js'], engine)
  for (const { path } of packages) {
    if (!existsSync(inRoot(path))) throw new Error(`${path} is not installed; run npm ci on this system`)
    copy(inRoot(path), join(engine, path))
  }
  writeFileSync(
    join(engine, 'package.json'),
    `${JSON.stringify({ name: 'sluice-engine', type: 'module' })}\n`,
  )

  copyModules(['index.js'], app)
  for (const part of ['preload', 'renderer']) copy(inRoot('out', part), join(app, 'out', part))
  const zod = packages.find(({ name }) => name === 'zod')
  copy(inRoot(zod.path), join(app, 'node_modules', 'zod'))
  const updates = updateFeed(process.env, debug)
  const described = {
    ...describedApp(product),
    dependencies: { zod: zod.version },
    ...(updates === null ? {} : { updates }),
  }
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(described, null, 2)}\n`)
  writeFileSync(join(app, 'engine-files.json'), listOf(engine))
  writeFileSync(join(app, 'archive-files.json'), listOf(join(app, 'out')))

  const all = [...packages, ...bundledPackages()].sort((a, b) => a.name.localeCompare(b.name))
  const unique = all.filter(
    ({ name, version }, index) =>
      all.findIndex((one) => one.name === name && one.version === version) === index,
  )
  writeFileSync(join(folder, 'licences.txt'), licences(unique))
  writeFileSync(join(folder, 'bom.json'), `${JSON.stringify(billOfMaterials(product, unique), null, 2)}\n`)
  writeFileSync(join(folder, rpmAfterRemove), rpmAfterRemoveScript())
  return { app, engine }
}
