/*
 * Who may import whom. The rooms of the house and what each may reach into; whatever is not listed is an error. A wanted
 * exception is a line here, not a comment there. `test/tooling/import-rules.test.ts` plants a violation of every rule.
 */

/** Room → other rooms it may import. */
const rooms = {
  contract: [],
  pipeline: ['contract'],
  adapters: ['contract', 'pipeline'],
  // What is asked of the operating system: other processes, and whose a file is.
  system: ['contract'],
  embedded: ['contract', 'system'],
  app: ['contract', 'pipeline', 'adapters', 'embedded', 'system'],
  page: ['contract'],
  // The names of the two channels stand beside the preload that uses them.
  main: ['contract', 'app', 'page', 'preload/channels.ts'],
  web: ['contract', 'app', 'page', 'system'],
  cli: ['contract', 'app', 'web', 'system'],
  preload: ['contract'],
  renderer: ['contract'],
}

/** The same inside the page: what is drawn stands on what is known, and a view knows no other view. */
const pageRooms = {
  client: [],
  format: [],
  state: ['client', 'format'],
  ui: ['format', 'state'],
  features: ['client', 'format', 'state', 'ui'],
  shell: ['client', 'format', 'state', 'ui', 'features'],
}

/** Features that others may use: exporting is offered wherever there is a list, mending and dead letters where rejected messages are. */
const sharedFeatures = ['export', 'repair', 'dead-letters', 'trace']

/** Packages that stand in some rooms only; the page's own are kept out of the engine. */
const packages = {
  electron: ['main', 'preload'],
  pg: ['adapters'],
  '@aws-sdk': ['adapters'],
  '@smithy': ['adapters'],
  fauxqs: ['embedded'],
  commander: ['cli'],
  react: ['renderer'],
  'react-dom': ['renderer'],
  '@mantine': ['renderer'],
  '@tanstack': ['renderer'],
  '@tabler': ['renderer'],
  '@codemirror': ['renderer'],
}

/** What the pipeline may take from Node: computing, no files, no network, no processes. */
const computing = ['buffer', 'crypto', 'perf_hooks', 'util', 'zlib']

const inSource = (names) => names.map((name) => (name.includes('.') ? `^src/${name}$` : `^src/${name}/`))

/** A package by the file it resolves to, and by its bare name where it does not resolve. Its types count as itself. */
const ofPackage = (name) => `(?:^|node_modules/)(?:@types/)?${name}(?:/|$)`

const anyPackage = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown']

const roomRules = Object.entries(rooms).map(([room, others]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import ${['itself', ...others].join(', ')}, and no other room.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: inSource([room, ...others]) },
}))

const inPage = (names) => names.map((name) => `^src/renderer/${name}/`)

const pageRules = Object.entries(pageRooms).map(([room, others]) => ({
  name: `page-${room}`,
  comment: `src/renderer/${room} may import ${['itself', ...others].join(', ')} of the page, and nothing else of it.`,
  severity: 'error',
  from: { path: `^src/renderer/${room}/` },
  to: { path: '^src/renderer/', pathNot: inPage([room, ...others]) },
}))

const packageRules = Object.entries(packages).map(([name, allowed]) => ({
  name: `package-${name}`,
  comment: `${name} is for ${allowed.map((room) => `src/${room}`).join(' and ')} only.`,
  severity: 'error',
  from: { path: '^src/', pathNot: inSource(allowed) },
  to: { path: ofPackage(name) },
}))

module.exports = {
  forbidden: [
    ...roomRules,
    ...packageRules,
    ...pageRules,
    {
      name: 'page-features-apart',
      comment: `Of another feature of the page only ${sharedFeatures.join(', ')} may be imported.`,
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: {
        path: '^src/renderer/features/',
        pathNot: ['^src/renderer/features/$1/', ...inPage(sharedFeatures.map((name) => `features/${name}`))],
      },
    },
    {
      name: 'room-unknown',
      comment: 'Every file of src stands in a room that this list knows.',
      severity: 'error',
      from: { path: '^src/', pathNot: inSource(Object.keys(rooms)) },
      to: {},
    },
    {
      name: 'contract-is-pure',
      comment: 'The contract crosses every boundary: no Node, no DOM library, no package but zod.',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: { dependencyTypes: ['core', ...anyPackage], pathNot: ofPackage('zod') },
    },
    {
      name: 'pipeline-is-pure',
      comment: 'The pipeline knows ports: no packages, and of Node only what computes.',
      severity: 'error',
      from: { path: '^src/pipeline/' },
      to: { dependencyTypes: ['core', ...anyPackage], pathNot: `^(?:node:)?(?:${computing.join('|')})$` },
    },
    {
      name: 'page-side-without-node',
      comment: 'The page and the preload run in a sandbox that has no Node.',
      severity: 'error',
      from: { path: '^src/(?:renderer|preload)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'source-stands-alone',
      comment: 'src imports nothing from tests, scripts or the build.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(?:test|scripts|out|docs)/' },
    },
    {
      name: 'scripts-start-without-packages',
      comment: 'A script installs the packages. What needs one is imported after that, with await import().',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { dependencyTypes: anyPackage, dynamic: false },
    },
    {
      name: 'no-cycles',
      comment: 'Files that need each other are one file, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that imports nothing and that nothing imports is left over.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Imports of types count: a type drags its room along just as well.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    // Vite's `?raw` and `?url` are no part of a file's name; styles and pages are no modules.
    exclude: { path: '\\.(?:css|html|sql)(?:\\?|$)' },
  },
}
