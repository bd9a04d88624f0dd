import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plant, type Fixture } from './fixture.ts'

const root = resolve(import.meta.dirname, '../..')

const rooms = [
  'contract',
  'pipeline',
  'adapters',
  'system',
  'embedded',
  'app',
  'page',
  'main',
  'web',
  'cli',
  'preload',
  'renderer',
] as const

type Room = (typeof rooms)[number]

/** What each module may import; everything else is forbidden. */
const allowed: Record<Room, readonly Room[]> = {
  contract: [],
  pipeline: ['contract'],
  adapters: ['contract', 'pipeline'],
  system: ['contract'],
  embedded: ['contract', 'system'],
  app: ['contract', 'pipeline', 'adapters', 'embedded', 'system'],
  page: ['contract'],
  main: ['contract', 'app', 'page'],
  web: ['contract', 'app', 'page', 'system'],
  cli: ['contract', 'app', 'web', 'system'],
  preload: ['contract'],
  renderer: ['contract'],
}

const packageHomes: Readonly<Record<string, readonly Room[]>> = {
  electron: ['main', 'preload'],
  pg: ['adapters'],
  '@aws-sdk/client-sqs': ['adapters'],
  '@smithy/node-http-handler': ['adapters'],
  fauxqs: ['embedded'],
  commander: ['cli'],
  react: ['renderer'],
  '@tanstack/react-table': ['renderer'],
}

interface Attempt {
  /** A rule that must object; null if none may. */
  readonly rule: string | null
  /** A module, or a folder in one. */
  readonly from: string
  readonly imported: string
}

const betweenRooms: readonly Attempt[] = rooms.flatMap((from) =>
  rooms
    .filter((to) => to !== from)
    .map((to) => ({
      rule: allowed[from].includes(to) ? null : `room-${from}`,
      from,
      imported: `../${to}/thing.ts`,
    })),
)

const ofPackages: readonly Attempt[] = Object.entries(packageHomes).flatMap(([name, homes]) =>
  rooms.map((from) => ({
    rule: homes.includes(from) ? null : `package-${name.replace(/\/.*/, '')}`,
    from,
    imported: name,
  })),
)

/** What each folder of the page may import from it; a feature may import no other except `export`. */
const inPage: Readonly<Record<string, readonly string[]>> = {
  client: [],
  format: [],
  state: ['client', 'format'],
  ui: ['format', 'state'],
  'features/rows': ['client', 'format', 'state', 'ui', 'features/export'],
  'features/export': ['client', 'format', 'state', 'ui'],
  shell: ['client', 'format', 'state', 'ui', 'features/rows', 'features/export'],
}

const pageFolders = Object.keys(inPage)

const betweenPageFolders: readonly Attempt[] = pageFolders.flatMap((from) =>
  pageFolders
    .filter((to) => to !== from)
    .map((to) => ({
      rule: inPage[from]?.includes(to)
        ? null
        : from.startsWith('features/') && to.startsWith('features/')
          ? 'page-features-apart'
          : `page-${from.replace(/\/.*/, '')}`,
      from: `renderer/${from}`,
      imported: `${from.replace(/[^/]+/g, '..')}/${to}/thing.ts`,
    })),
)

const others: readonly Attempt[] = [
  { rule: null, from: 'contract', imported: 'zod' },
  { rule: 'contract-is-pure', from: 'contract', imported: 'node:crypto' },
  { rule: null, from: 'pipeline', imported: 'node:crypto' },
  { rule: 'pipeline-is-pure', from: 'pipeline', imported: 'node:fs' },
  { rule: 'pipeline-is-pure', from: 'pipeline', imported: 'node:net' },
  { rule: 'pipeline-is-pure', from: 'pipeline', imported: 'node:child_process' },
  { rule: 'pipeline-is-pure', from: 'pipeline', imported: 'zod' },
  { rule: 'page-side-without-node', from: 'renderer', imported: 'node:fs' },
  { rule: 'page-side-without-node', from: 'preload', imported: 'node:path' },
  { rule: 'source-stands-alone', from: 'app', imported: '../../test/thing.ts' },
  { rule: 'no-unresolvable', from: 'app', imported: './nowhere.ts' },
  { rule: null, from: 'main', imported: '../preload/channels.ts' },
  { rule: 'room-web', from: 'web', imported: '../preload/channels.ts' },
]

const attempts = [...betweenRooms, ...betweenPageFolders, ...ofPackages, ...others]

const fileOf = ({ from }: Attempt, index: number): string => `src/${from}/attempt-${index}.ts`

const stub = 'export const thing = 1\n'

const stubPackage = (name: string): Readonly<Record<string, string>> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'exports.thing = 1\n',
})

const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(rooms.map((room) => [`src/${room}/thing.ts`, stub])),
  ...Object.fromEntries(pageFolders.map((folder) => [`src/renderer/${folder}/thing.ts`, stub])),
  'src/preload/channels.ts': stub,
  'test/thing.ts': stub,
  ...Object.assign({}, ...[...Object.keys(packageHomes), 'zod'].map(stubPackage)),
  // Imports of types, so that every attempt also shows that types count.
  ...Object.fromEntries(
    attempts.map((attempt, index) => [
      fileOf(attempt, index),
      `import type { thing } from '${attempt.imported}'\nexport type Thing = typeof thing\n`,
    ]),
  ),
  'src/app/egg.ts': `import { hen } from './hen.ts'\nexport const egg = (): unknown => hen\n`,
  'src/app/hen.ts': `import { egg } from './egg.ts'\nexport const hen = (): unknown => egg\n`,
  'src/app/lonely.ts': stub,
  'src/attic/thing.ts': `import { thing } from '../contract/thing.ts'\nexport const other = thing\n`,
}

/** The code that installs the packages, and whether it may import them this way. */
const scripts = [
  { may: false, how: 'at once', code: "import { thing } from 'zod'\nexport const other = thing\n" },
  { may: true, how: 'later', code: "export const other = () => import('zod')\n" },
  { may: true, how: 'from Node', code: "export { existsSync } from 'node:fs'\n" },
].map((script, index) => ({ ...script, file: `scripts/lib/thing-${index}.mjs` }))

interface Violation {
  readonly from: string
  readonly rule: { readonly name: string }
}

const cruise = (folder: string): Promise<readonly Violation[]> =>
  new Promise((settle, reject) => {
    const tool = resolve(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
    const args = [
      tool,
      'src',
      'scripts',
      '--config',
      resolve(root, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
    ]
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (_, stdout, stderr) => {
      try {
        settle(JSON.parse(stdout).summary.violations)
      } catch {
        reject(new Error(stderr))
      }
    })
  })

describe('import rules', () => {
  let fixture: Fixture
  let violations: readonly Violation[]

  beforeAll(async () => {
    fixture = await plant({
      ...files,
      ...Object.fromEntries(scripts.map(({ file, code }) => [file, code])),
    })
    violations = await cruise(fixture.folder)
  })
  afterAll(() => fixture.remove())

  const rulesAgainst = (file: string): readonly string[] =>
    violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)

  const named = attempts.map((attempt, index) => ({ ...attempt, file: fileOf(attempt, index) }))

  it.each(named.filter(({ rule }) => rule === null))('lets $from import $imported', ({ file }) => {
    expect(rulesAgainst(file)).toEqual([])
  })

  it.each(named.filter(({ rule }) => rule !== null))(
    'keeps $from from importing $imported',
    ({ file, rule }) => {
      expect(rulesAgainst(file)).toContain(rule)
    },
  )

  it.each(scripts)('a script that imports a package $how: $may', ({ file, may }) => {
    expect(rulesAgainst(file)).toEqual(may ? [] : ['scripts-start-without-packages'])
  })

  it('finds files that import each other', () => {
    expect(rulesAgainst('src/app/egg.ts')).toContain('no-cycles')
  })

  it('finds a file that nothing needs', () => {
    expect(rulesAgainst('src/app/lonely.ts')).toContain('no-orphans')
  })

  it('finds a file outside the known modules', () => {
    expect(rulesAgainst('src/attic/thing.ts')).toContain('room-unknown')
  })
})
