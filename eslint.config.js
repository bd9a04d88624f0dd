import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import node from 'eslint-plugin-n'
import reactHooks from 'eslint-plugin-react-hooks'
import { configs as regexp } from 'eslint-plugin-regexp'
import { existsSync } from 'node:fs'
import tseslint from 'typescript-eslint'

const projects = ['.', 'src/renderer', 'src/contract', 'src/preload']
  .map((folder) => `${folder}/tsconfig.json`)
  .filter((path) => existsSync(new URL(path, import.meta.url)))

/** Rules of the house that ESLint's own `no-restricted-syntax` can state. Every file gets a list without its exceptions. */
const house = {
  defaultExport: [
    {
      selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
      message: 'Name what is exported: a default export has another name in every file.',
    },
  ],
  barrel: [
    {
      selector: 'ExportAllDeclaration, ExportNamedDeclaration[source]',
      message: 'Import from the file that defines it; files that only pass on hide who needs what.',
    },
  ],
  childProcess: [
    {
      selector:
        'Literal[value=/^(?:node:)?child_process$/], Literal[value="node:cluster"], ImportDeclaration[source.value="cluster"]',
      message: 'Processes are started in src/system/child.ts only: it decides what they inherit.',
    },
  ],
  ipcMain: [
    {
      selector: 'Identifier[name="ipcMain"], Literal[value="ipcMain"]',
      message: 'ipcMain stands only in src/main/ipc.ts: one place checks every caller.',
    },
  ],
  ipcRenderer: [
    {
      selector: 'Identifier[name="ipcRenderer"], Literal[value="ipcRenderer"]',
      message: 'ipcRenderer stands only in src/preload: the page gets the contract and nothing else.',
    },
  ],
  asking: [
    {
      selector: 'ImportSpecifier[imported.name=/^use(?:Infinite)?Quer(?:y|ies)$/]',
      message: 'Read through useAnswer: it tells an old answer, or none, from an empty one.',
    },
  ],
  markup: [
    {
      selector:
        ':matches(Identifier, JSXIdentifier)[name=/^(?:dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|srcDoc)$/]',
      message: 'Texts are shown as texts: what a sender wrote must never be read as markup.',
    },
  ],
  amounts: [
    {
      selector:
        'MemberExpression[property.name=/^toLocale(?:Date|Time)?String$/], MemberExpression[object.name="Intl"][property.name=/^(?:Number|DateTime)Format$/], Literal[value=/(?:^|\\d\\s?)(?:kB|MB|GB|KiB|MiB|GiB)$/], TemplateElement[value.raw=/^\\s?(?:kB|MB|GB|KiB|MiB|GiB)\\b/]',
      message:
        'Numbers and sizes are written by contract/amount.ts, times by renderer/format/time.ts: one locale, one unit.',
    },
  ],
  printing: [
    {
      selector:
        'CallExpression[callee.property.name="write"][callee.object.object.name="process"][callee.object.property.name=/^std(?:out|err)$/]',
      message: 'Print through src/cli/output.ts: there, what a sender wrote is shown and not obeyed.',
    },
  ],
}

const allBut = (...exceptions) => [
  'error',
  ...Object.entries(house).flatMap(([name, rules]) => (exceptions.includes(name) ? [] : rules)),
]

const environmentMessage = 'The environment is read in src/app/config.ts only; take a setting as an argument.'

const extensionPattern = {
  regex: String.raw`^\.{1,2}/(?!.*\.(?:tsx?|css|sql|svg|png|json)(?:\?\w+)?$)`,
  message: 'A relative import names its file with the extension.',
}

const environmentRules = {
  'no-restricted-properties': ['error', { object: 'process', property: 'env', message: environmentMessage }],
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          regex: '^(?:node:)?process$',
          message: 'Use the global `process`, so that its environment can be watched over.',
        },
        extensionPattern,
      ],
    },
  ],
}

/** No function is longer, comments and blank lines left out. One that grows past it wants a second idea. */
const longestFunction = 60

const networkMessage = 'Contract and pipeline reach nobody: what they need is given to them through a port.'

/** What reaches the network, or a hidden door to all globals, without an import that the rules for imports could see. */
const networkGlobals = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
  name,
  message: networkMessage,
}))

const globalThisRule = {
  name: 'globalThis',
  message: 'Name the global itself, so that the rules about it can see it.',
}

const nodeGlobals = {
  AbortController: 'readonly',
  Buffer: 'readonly',
  URL: 'readonly',
  clearInterval: 'readonly',
  clearTimeout: 'readonly',
  console: 'readonly',
  performance: 'readonly',
  process: 'readonly',
  setInterval: 'readonly',
  setTimeout: 'readonly',
}

export default defineConfig(
  globalIgnores(['out/', 'node_modules/', '.cache/', 'test-results/', 'playwright-report/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  // Control characters and runs of spaces are what some of our patterns look for.
  { rules: { 'no-control-regex': 'off', 'no-regex-spaces': 'off' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: projects, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      // With a default the compiler proves it, by `assertNever`.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
      // A function may be async because its caller expects a promise.
      '@typescript-eslint/require-await': 'off',
      // The compiler finds them, and lets a leading underscore mean "on purpose".
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      ...environmentRules,
      'no-restricted-syntax': allBut(),
      'no-restricted-globals': ['error', globalThisRule],
      'no-console': 'error',
      'max-lines-per-function': ['error', { max: longestFunction, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ['src/contract/**/*.ts', 'src/pipeline/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', globalThisRule, ...networkGlobals] },
  },
  {
    // Patterns run over what strangers write: one that looks back again and again stops the engine (B37).
    files: ['src/**/*.{ts,tsx}'],
    plugins: regexp['flat/recommended'].plugins,
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false }],
    },
  },
  // A class of single characters, each written as its number.
  {
    files: ['test/support/hostile-characters.ts'],
    rules: { 'no-misleading-character-class': ['error', { allowEscape: true }] },
  },
  { files: ['src/app/config.ts'], rules: { 'no-restricted-properties': 'off' } },
  // It passes a few names on and reads none.
  {
    files: ['src/system/child.ts'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': allBut('childProcess') },
  },
  {
    // The lists of these two ask by blocks and pages of their own; their views read them through `answerOf`.
    files: ['src/renderer/state/use-answer.ts', 'src/renderer/features/{rows,rejected}/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': allBut('asking') },
  },
  {
    files: [
      'src/contract/amount.ts',
      'src/contract/setting-words.ts',
      'src/renderer/format/{locale,time}.ts',
      'src/renderer/ui/chart-options.ts',
    ],
    rules: { 'no-restricted-syntax': allBut('amounts') },
  },
  { files: ['src/main/ipc.ts'], rules: { 'no-restricted-syntax': allBut('ipcMain') } },
  { files: ['src/preload/**/*.ts'], rules: { 'no-restricted-syntax': allBut('ipcRenderer') } },
  // The command line's own door; and before there is one, our own sentences and the names of errors.
  {
    files: ['src/cli/output.ts', 'src/app/faults.ts', 'src/main/refuse.ts'],
    rules: { 'no-restricted-syntax': allBut('printing') },
  },
  { files: ['src/renderer/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [extensionPattern] }],
      // Playwright reads from an empty pattern that a fixture needs no other.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      // Code travels as text into pages and other processes.
      '@typescript-eslint/no-implied-eval': 'off',
      // What a test reads back (JSON, a page's own values) is held against what it expects, not against a type.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['src/**', 'test/**', 'scripts/**'],
    ignores: ['**/*.{css,html,sql,json}'],
    rules: { 'max-lines': ['error', { max: 250 }], eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
  {
    // They bring the project's Node along, so they start on the oldest that package.json allows.
    files: ['scripts/**/*.mjs'],
    plugins: { n: node },
    rules: {
      'n/no-unsupported-features/node-builtins': 'error',
      'n/no-unsupported-features/es-builtins': 'error',
      'n/no-unsupported-features/es-syntax': ['error', { ignores: ['modules', 'dynamicImport'] }],
    },
  },
  {
    files: ['scripts/**/*.mjs'],
    ignores: ['scripts/lib/run.mjs', 'scripts/lib/hand-over.mjs'],
    rules: { 'no-restricted-syntax': ['error', ...house.childProcess] },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: nodeGlobals,
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
)
