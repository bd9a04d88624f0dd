/** An imaginary file, and the rule that must object to it; null if none may. */
export interface LintCase {
  readonly what: string
  readonly file: string
  readonly code: string
  readonly rule: string | null
}

export const lintCases: readonly LintCase[] = [
  {
    what: 'the environment outside the settings',
    file: 'src/adapters/sqs/thing.ts',
    code: 'export const home = process.env.HOME',
    rule: 'no-restricted-properties',
  },
  {
    what: 'the environment taken apart',
    file: 'src/main/thing.ts',
    code: 'export const { env } = process',
    rule: 'no-restricted-properties',
  },
  {
    what: 'the environment by way of an import',
    file: 'src/main/thing.ts',
    code: "import { env } from 'node:process'\nexport const home = env.HOME",
    rule: 'no-restricted-imports',
  },
  {
    what: 'the environment by way of the global object',
    file: 'src/main/thing.ts',
    code: 'export const home = globalThis.process.env.HOME',
    rule: 'no-restricted-globals',
  },
  ...['src/pipeline/thing.ts', 'src/contract/thing.ts'].flatMap((file) =>
    ['await fetch("https://example.org")', 'new WebSocket("wss://example.org")', 'globalThis.fetch("/")'].map(
      (code) => ({ what: `the network in ${file}`, file, code, rule: 'no-restricted-globals' }),
    ),
  ),
  {
    what: 'the network in an adapter',
    file: 'src/adapters/sqs/thing.ts',
    code: 'await fetch("https://example.org")',
    rule: null,
  },
  {
    what: 'what Node 20 lacks in a script',
    file: 'scripts/lib/thing.mjs',
    code: "import { globSync } from 'node:fs'\nexport const found = globSync('*')",
    rule: 'n/no-unsupported-features/node-builtins',
  },
  {
    what: 'a function that Node 20 lacks in a script',
    file: 'scripts/thing.mjs',
    code: "export const thing = Object.groupBy([], () => 'a')",
    rule: 'n/no-unsupported-features/es-builtins',
  },
  {
    what: 'what Node 20 has in a script',
    file: 'scripts/lib/thing.mjs',
    code: "import { rmSync } from 'node:fs'\nrmSync('a')",
    rule: null,
  },
  {
    what: 'a function of 61 lines',
    file: 'src/app/thing.ts',
    code: `export const thing = () => {\n${'  thing()\n'.repeat(59)}}`,
    rule: 'max-lines-per-function',
  },
  {
    what: 'a function of 60 lines',
    file: 'src/app/thing.ts',
    code: `export const thing = () => {\n${'  thing()\n'.repeat(58)}}`,
    rule: null,
  },
  {
    what: 'the environment in the settings',
    file: 'src/app/config.ts',
    code: 'export const home = process.env.HOME',
    rule: null,
  },
  {
    what: 'the environment in a test',
    file: 'test/thing.test.ts',
    code: 'export const home = process.env.HOME',
    rule: null,
  },
  ...['src/cli/thing.ts', 'src/embedded/thing.ts', 'src/main/thing.ts'].flatMap((file) =>
    [
      "import { spawn } from 'node:child_process'\nexport const start = spawn",
      "import * as processes from 'child_process'\nexport const start = processes.fork",
      "export const start = async () => import('node:child_process')",
      "import cluster from 'node:cluster'\nexport const start = cluster.fork",
    ].map((code, index) => ({
      what: `starting processes in ${file}, spelling ${index + 1} (B33)`,
      file,
      code,
      rule: 'no-restricted-syntax',
    })),
  ),
  {
    what: 'starting processes where what they inherit is decided (B33)',
    file: 'src/system/child.ts',
    code: "import { spawn } from 'node:child_process'\nexport const start = () => spawn('x', [], { env: { HOME: process.env.HOME } })",
    rule: null,
  },
  {
    what: 'starting processes in a script that is none of the two (B33)',
    file: 'scripts/lib/thing.mjs',
    code: "import { spawn } from 'node:child_process'\nexport const start = spawn",
    rule: 'no-restricted-syntax',
  },
  ...[
    'export const text = (count: number) => count.toLocaleString()',
    'export const text = (at: Date) => at.toLocaleTimeString("en")',
    'export const numbers = new Intl.NumberFormat("de")',
    'export const times = new Intl.DateTimeFormat(undefined, { timeStyle: "short" })',
    'export const text = (bytes: number) => `${bytes / 1_024} KiB`',
    "export const most = '8 MB'",
  ].map((code, index) => ({
    what: `a number, a size or a time in another form than the others, spelling ${index + 1}`,
    file: index % 2 === 0 ? 'src/cli/thing.ts' : 'src/renderer/ui/thing.ts',
    code,
    rule: 'no-restricted-syntax',
  })),
  {
    what: 'ipcMain outside its file',
    file: 'src/main/windows.ts',
    code: "import { ipcMain } from 'electron'\nipcMain.removeAllListeners()",
    rule: 'no-restricted-syntax',
  },
  {
    what: 'ipcMain as a member',
    file: 'src/main/windows.ts',
    code: "import * as electron from 'electron'\nelectron['ipcMain'].removeAllListeners()",
    rule: 'no-restricted-syntax',
  },
  {
    what: 'ipcMain in its file',
    file: 'src/main/ipc.ts',
    code: "import { ipcMain } from 'electron'\nipcMain.removeAllListeners()",
    rule: null,
  },
  {
    what: 'ipcRenderer in the page',
    file: 'src/renderer/thing.ts',
    code: "import { ipcRenderer } from 'electron'\nipcRenderer.send('x')",
    rule: 'no-restricted-syntax',
  },
  {
    what: 'ipcRenderer in the preload',
    file: 'src/preload/index.ts',
    code: "import { ipcRenderer } from 'electron'\nipcRenderer.send('x')",
    rule: null,
  },
  {
    what: 'ipcMain in the preload',
    file: 'src/preload/index.ts',
    code: "import { ipcMain } from 'electron'\nipcMain.removeAllListeners()",
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a default export',
    file: 'src/app/thing.ts',
    code: 'export default 1',
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a default export in disguise',
    file: 'src/app/thing.ts',
    code: 'const one = 1\nexport { one as default }',
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a barrel',
    file: 'src/app/thing.ts',
    code: "export * from './other.ts'",
    rule: 'no-restricted-syntax',
  },
  {
    what: 'an import without its extension',
    file: 'src/app/thing.ts',
    code: "import { other } from './other'\nexport const one = other",
    rule: 'no-restricted-imports',
  },
  {
    what: 'an import with its extension',
    file: 'src/app/thing.ts',
    code: "import { other } from './other.ts'\nexport const one = other",
    rule: null,
  },
  {
    what: 'a file of 251 lines',
    file: 'src/app/thing.ts',
    code: 'export const one = 1\n'.repeat(251),
    rule: 'max-lines',
  },
  ...[
    'export const show = (text: string) => <p dangerouslySetInnerHTML={{ __html: text }} />',
    'export const show = (text: string) => <iframe srcDoc={text} />',
    'export const show = (element: Element, text: string) => { element.innerHTML = text }',
    "export const show = (element: Element, text: string) => element.insertAdjacentHTML('beforeend', text)",
  ].map((code, index) => ({
    what: `B38 a text that is read as markup, spelling ${index + 1}`,
    file: 'src/renderer/ui/thing.tsx',
    code,
    rule: 'no-restricted-syntax',
  })),
  {
    what: 'B38 a text that is shown as a text',
    file: 'src/renderer/ui/thing.tsx',
    code: 'export const show = (text: string) => <p title={text}>{text}</p>',
    rule: null,
  },
  {
    what: 'B38 writing to the terminal past the command line',
    file: 'src/cli/thing.ts',
    code: "process.stdout.write('received')",
    rule: 'no-restricted-syntax',
  },
  {
    what: 'B37 a pattern that looks at a run of digits again and again',
    file: 'src/pipeline/thing.ts',
    code: 'export const isLike = (text: string) => /\\d+\\.\\d+/.test(text)',
    rule: 'regexp/no-super-linear-move',
  },
  {
    what: 'B37 a pattern that tries every way to part a text',
    file: 'src/renderer/thing.ts',
    code: 'export const isLike = (text: string) => /^(?:a+)+$/.test(text)',
    rule: 'regexp/no-super-linear-backtracking',
  },
  {
    what: 'B37 a pattern that looks at each character once',
    file: 'src/pipeline/thing.ts',
    code: 'export const isLike = (text: string) => /^\\d+(?:\\.\\d+)?$/.test(text)',
    rule: null,
  },
  {
    what: 'printing from the source',
    file: 'src/app/thing.ts',
    code: "console.log('received')",
    rule: 'no-console',
  },
]
